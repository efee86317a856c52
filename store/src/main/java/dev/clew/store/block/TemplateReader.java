package dev.clew.store.block;

import dev.clew.store.CorruptBlockException;
import java.util.Arrays;

/// Puts values together again that a [TemplateChunk] took apart, no more of them than are asked
/// for.
///
/// Owned by one thread.
final class TemplateReader {
  private static final long[] UNREAD = {};

  private final ByteSource in;
  private final Templates templates;
  private final long[] codes;
  private final SlotColumns places;

  /// By column of numbers: those of the values that are asked for, or none before they are read.
  private final long[][] columns;

  private TemplateReader(ByteSource in, Templates templates, long[] codes) {
    this.in = in;
    this.templates = templates;
    this.codes = codes;
    places = SlotColumns.of(templates.slots(), codes);
    columns = new long[places.count()][];
    Arrays.fill(columns, UNREAD);
  }

  static SealedDictionary.Chunk read(ByteSource in, Slice slice, Templates templates)
      throws CorruptBlockException {
    long[] codes = codes(in, slice.count(), templates);
    var reader = new TemplateReader(in, templates, codes);
    reader.readNumbers(slice);
    return reader.write(slice);
  }

  /// Has values judged, and puts those together that stay open.
  static WalkedChunk walk(ByteSource in, int count, Templates templates, TemplateStarts begun)
      throws CorruptBlockException {
    long[] codes = codes(in, count, templates);
    begun.of(templates);
    WalkedChunk decided = begun.decided(codes);
    if (decided != null) {
      return decided;
    }
    var reader = new TemplateReader(in, templates, codes);
    return new TemplateWalk(templates, reader, reader.places, begun).judge(codes);
  }

  private static long[] codes(ByteSource in, int count, Templates templates)
      throws CorruptBlockException {
    long[] codes = NumberReader.read(in, Slice.all(count));
    for (long code : codes) {
      if (code < 0 || code >= templates.all().size()) {
        throw in.corrupt("needs one of " + templates.all().size() + " templates, has " + code);
      }
    }
    return codes;
  }

  /// Where the numbers of each column stand, which are read when they are needed.
  int[] passOver() throws CorruptBlockException {
    int[] starts = new int[columns.length];
    for (int column = 0; column < columns.length; column++) {
      starts[column] = in.position();
      if (places.size(column) > 0) {
        NumberReader.read(in, new Slice(places.size(column), 0, 0));
      }
    }
    in.end();
    return starts;
  }

  /// The numbers of a column.
  ///
  /// @param start where they stand
  long[] numbers(int column, int start) throws CorruptBlockException {
    long[] known = columns[column];
    if (known.length == 0) {
      known = NumberReader.read(in.from(start), Slice.all(places.size(column)));
      columns[column] = known;
    }
    return known;
  }

  private void readNumbers(Slice slice) throws CorruptBlockException {
    int[] before = numbersOf(0, slice.from());
    int[] asked = numbersOf(slice.from(), slice.to());
    for (int column = 0; column < columns.length; column++) {
      int size = places.size(column);
      var part = new Slice(size, before[column], before[column] + asked[column]);
      columns[column] = size == 0 ? new long[0] : NumberReader.read(in, part);
    }
    in.end();
  }

  /// By column, how many numbers it has of these values.
  private int[] numbersOf(int from, int to) {
    int[] uses = new int[templates.all().size()];
    for (int at = from; at < to; at++) {
      uses[(int) codes[at]]++;
    }
    int[] numbers = new int[columns.length];
    for (int template = 0; template < uses.length; template++) {
      for (int column : places.of(template)) {
        numbers[column] += uses[template];
      }
    }
    return numbers;
  }

  private SealedDictionary.Chunk write(Slice slice) throws CorruptBlockException {
    var out = new ByteSink();
    int[] ends = new int[slice.size()];
    int[] taken = new int[columns.length];
    for (int at = 0; at < ends.length; at++) {
      write((int) codes[slice.from() + at], taken, out);
      ends[at] = out.size();
    }
    return new SealedDictionary.Chunk(out.toBytes(), 0, ends);
  }

  /// Writes a value whose numbers were read.
  ///
  /// @param taken by column, how many numbers were before
  void write(int code, int[] taken, ByteSink out) throws CorruptBlockException {
    Template template = templates.all().get(code);
    int[] columnsOf = places.of(code);
    writeText(template.texts().getFirst(), out);
    for (int slot = 0; slot < columnsOf.length; slot++) {
      int column = columnsOf[slot];
      Template.Part part = template.slots().get(slot);
      part.slot().write(columns[column][taken[column]++], part.length(), out, in);
      writeText(template.texts().get(slot + 1), out);
    }
  }

  private void writeText(Template.Text text, ByteSink out) throws CorruptBlockException {
    if (text.length() > BlockFormat.MAX_SECTION_BYTES - out.size()) {
      throw in.corrupt(
          "needs values of at most " + BlockFormat.MAX_SECTION_BYTES + " bytes, has more");
    }
    out.raw(templates.texts().array(), text.from(), text.length());
  }
}
