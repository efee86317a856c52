package dev.clew.query.series;

import dev.clew.query.Value;
import dev.clew.query.eval.MatchedSpans;
import dev.clew.query.eval.Texts;
import dev.clew.query.eval.Values;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Numbers the values of one field in batch after batch, the same value by the same number for as
/// long as the batches share their texts. Owned by one thread.
final class Coding {
  private @Nullable Numbered numbered;
  private @Nullable Stored stored;
  private @Nullable CodedColumn coded;
  private int[] codes = new int[0];

  /// Another batch comes.
  void forget() {
    coded = null;
  }

  /// @param place of the field among those asked for
  CodedColumn of(MatchedSpans spans, int place) {
    if (coded == null) {
      MatchedSpans.Coded stored = spans.coded(place);
      coded =
          stored == null
              ? read(spans, spans.values(place))
              : new CodedColumn(stored.codes(), values(stored.meaning()));
    }
    return coded;
  }

  /// The same for the same meaning.
  private CodedColumn.Values values(MatchedSpans.Meaning meaning) {
    Stored known = stored;
    if (known == null || !known.isOf(meaning)) {
      known = new Stored(meaning);
      stored = known;
    }
    return known;
  }

  /// Values that the spans have numbered.
  private record Stored(MatchedSpans.Meaning meaning) implements CodedColumn.Values {
    @SuppressWarnings("ReferenceEquality") // codes of another object mean something else
    boolean isOf(MatchedSpans.Meaning other) {
      return meaning == other;
    }

    @Override
    public Value value(int code) {
      return meaning.value(code);
    }
  }

  private CodedColumn read(MatchedSpans spans, Values values) {
    Numbered known = numbered;
    if (known == null || !known.areOf(values.texts())) {
      known = new Numbered(values.texts());
      numbered = known;
    }
    if (codes.length < spans.size()) {
      codes = new int[spans.size()];
    }
    number(spans, values, known);
    return new CodedColumn(codes, known);
  }

  private void number(MatchedSpans spans, Values values, Numbered known) {
    Values.Tag before = Values.Tag.NIL;
    int[] numbers = Numbered.NO_NUMBERS;
    for (int at = 0; at < spans.size(); at++) {
      int row = spans.row(at);
      Values.Tag tag = values.tag(row);
      long bits = values.bits(row);
      // Mostly a value of the same tag that came before.
      if (tag == before && bits >= 0 && bits < numbers.length && numbers[(int) bits] > 0) {
        codes[at] = numbers[(int) bits] - 1;
      } else {
        codes[at] = tag == Values.Tag.NIL ? CodedColumn.NONE : known.number(tag, bits);
        before = tag;
        numbers = known.few[tag.ordinal()];
      }
    }
  }

  /// The values that were numbered.
  private static final class Numbered implements CodedColumn.Values {
    /// Bits below this are looked up in an array a tag.
    private static final int FEW = 1 << 12;

    private static final int[] NO_NUMBERS = new int[0];

    private final Texts texts;

    /// By tag and bits the number plus one.
    private final int[][] few = new int[Values.Tag.values().length][];

    private final LongNumbers bits = new LongNumbers();
    private final LongNumbers pairs = new LongNumbers();

    /// By number of a pair of other bits and their tag, the number plus one.
    private int[] others = new int[16];

    private Values.Tag[] tagOf = new Values.Tag[16];
    private long[] bitsOf = new long[16];
    private int size;

    Numbered(Texts texts) {
      this.texts = texts;
      Arrays.fill(few, NO_NUMBERS);
    }

    @SuppressWarnings("ReferenceEquality") // codes of other texts mean something else
    boolean areOf(Texts others) {
      return texts == others;
    }

    int number(Values.Tag tag, long value) {
      return value >= 0 && value < FEW ? ofFew(tag, (int) value) : ofOthers(tag, value);
    }

    private int ofFew(Values.Tag tag, int value) {
      int[] numbers = few[tag.ordinal()];
      if (value >= numbers.length) {
        numbers = Arrays.copyOf(numbers, Math.clamp(value * 2L, 64, FEW));
        few[tag.ordinal()] = numbers;
      }
      if (numbers[value] == 0) {
        numbers[value] = add(tag, value);
      }
      return numbers[value] - 1;
    }

    private int ofOthers(Values.Tag tag, long value) {
      int pair = pairs.number((long) bits.number(value) << 32 | tag.ordinal());
      if (pair >= others.length) {
        others = Arrays.copyOf(others, others.length * 2);
      }
      if (others[pair] == 0) {
        others[pair] = add(tag, value);
      }
      return others[pair] - 1;
    }

    private int add(Values.Tag tag, long value) {
      if (size == bitsOf.length) {
        tagOf = Arrays.copyOf(tagOf, size * 2);
        bitsOf = Arrays.copyOf(bitsOf, size * 2);
      }
      tagOf[size] = tag;
      bitsOf[size++] = value;
      return size;
    }

    @Override
    public Value value(int code) {
      return Values.value(tagOf[code], bitsOf[code], texts);
    }
  }
}
