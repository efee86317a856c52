package dev.clew.store.block;

import dev.clew.store.CorruptBlockException;
import java.util.ArrayList;
import java.util.List;

/// The templates of a column as they stand in a file.
///
/// @param slots the kinds of the slots of each
/// @param texts where the texts of all stand
record Templates(List<Template> all, List<List<Slot>> slots, ByteSource texts) {
  private static final long BYTES_A_TEMPLATE = 100;
  private static final long BYTES_A_SLOT = 50;

  static Templates read(ByteSource in) throws CorruptBlockException {
    int count = in.count(in.remaining());
    var all = new ArrayList<Template>();
    for (int at = 0; at < count; at++) {
      all.add(Template.read(in));
    }
    in.end();
    return new Templates(all, all.stream().map(Template::kinds).toList(), in);
  }

  /// About how much memory they take.
  long memoryBytes() {
    return texts.array().length
        + all.stream()
            .mapToLong(each -> BYTES_A_TEMPLATE + BYTES_A_SLOT * each.slots().size())
            .sum();
  }
}
