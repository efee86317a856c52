package dev.clew.store.block;

import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tells which chunks of a dictionary may have values with certain bytes in them, where templates
/// show that without the numbers between their texts. Owned by one thread.
final class HavingParts {
  private final List<byte[]> parts;

  /// The templates that may make such values.
  private @Nullable BitSet able;

  HavingParts(List<byte[]> parts) {
    this.parts = parts;
  }

  /// False only if no value of the chunk has all of them.
  ///
  /// @param size how many values it has
  boolean mayBeIn(ByteSource chunk, int size, ChunkReader.Source templates) throws IOException {
    if (size > BlockFormat.CHUNK_VALUES || !ChunkReader.hasTemplates(chunk)) {
      return true;
    }
    Templates known = templates.read(chunk);
    BitSet able = able(known);
    // A template that is not there is for whoever reads the values to complain about.
    return Arrays.stream(ChunkReader.templatesOf(chunk, size))
        .anyMatch(each -> each < 0 || each >= known.all().size() || able.get((int) each));
  }

  private BitSet able(Templates templates) {
    BitSet known = able;
    if (known == null) {
      known = new BitSet();
      for (int number = 0; number < templates.all().size(); number++) {
        Template template = templates.all().get(number);
        known.set(number, mayMake(template, templates.texts().array()));
      }
      able = known;
    }
    return known;
  }

  /// False only if no value of the template has all of them.
  boolean mayMake(Template template, byte[] texts) {
    return parts.stream().allMatch(part -> mayHave(template, texts, part));
  }

  private static boolean mayHave(Template template, byte[] texts, byte[] part) {
    // Whether so many of the part's first bytes may be what stands before the place in the value.
    boolean[] seen = new boolean[part.length + 1];
    for (int piece = 0; piece < template.texts().size(); piece++) {
      Template.Text text = template.texts().get(piece);
      seen[0] = true;
      for (int at = text.from(); at < text.from() + text.length() && !seen[part.length]; at++) {
        for (int place = part.length; place > 0; place--) {
          seen[place] = seen[place - 1] && part[place - 1] == texts[at];
        }
      }
      for (int place = 0; piece < template.slots().size() && place < part.length; place++) {
        seen[place + 1] |= seen[place] && template.slots().get(piece).slot().mayHave(part[place]);
      }
    }
    return seen[part.length];
  }
}
