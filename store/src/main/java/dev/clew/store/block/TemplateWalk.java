package dev.clew.store.block;

import dev.clew.store.CorruptBlockException;
import dev.clew.store.Walk;
import java.util.Arrays;

/// Judges values that are made of templates: what a template begins with once, then the numbers
/// digit by digit, of which only those columns are read that are needed.
///
/// Owned by one thread.
final class TemplateWalk {
  private static final int UNSEEN = Integer.MIN_VALUE;
  private static final int[] NONE = {};

  private final Templates templates;
  private final TemplateReader values;
  private final SlotColumns places;
  private final Walk walk;

  /// By template, what is known of its values before their first number.
  private final int[] states;

  /// By template and first two hexadecimal digits of a first number, what is known behind these;
  /// nothing where it begins otherwise.
  private final int[][] aheads;

  /// By template, the columns whose numbers have to be counted.
  private final int[][] passed;

  /// By column, where its numbers stand, and how many of them belong to values before this one.
  private final int[] starts;

  private final int[] taken;

  TemplateWalk(Templates templates, TemplateReader values, SlotColumns places, Walk walk)
      throws CorruptBlockException {
    this.templates = templates;
    this.values = values;
    this.places = places;
    this.walk = walk;
    states = new int[templates.all().size()];
    Arrays.fill(states, UNSEEN);
    aheads = new int[states.length][];
    passed = new int[states.length][];
    starts = values.passOver();
    taken = new int[starts.length];
  }

  WalkedChunk judge(long[] codes) throws CorruptBlockException {
    var walked = new WalkedChunk.Builder();
    for (int at = 0; at < codes.length; at++) {
      int code = (int) codes[at];
      int found = states[code] == UNSEEN ? begin(code) : states[code];
      if (found >= 0) {
        found = judge(code, places.of(code));
      }
      if (found == Walk.OPEN) {
        write(code, walked.bytes());
      } else {
        for (int column : passed[code]) {
          taken[column]++;
        }
      }
      if (found != Walk.NO) {
        walked.add(at, found);
      }
    }
    return walked.build();
  }

  private void write(int code, ByteSink out) throws CorruptBlockException {
    for (int column : places.of(code)) {
      values.numbers(column, starts[column]);
    }
    values.write(code, taken, out);
  }

  private int begin(int code) {
    Template template = templates.all().get(code);
    int state = next(walk.start(template.width()), template.texts().getFirst());
    if (state >= 0 && template.slots().isEmpty()) {
      state = walk.end(state);
    }
    if (state >= 0) {
      Template.Part first = template.slots().getFirst();
      aheads[code] = first.slot().startsWithByte(first.length()) ? Slot.ahead(walk, state) : NONE;
    }
    boolean isDone = state == Walk.NO || state == Walk.YES;
    passed[code] = isDone && !places.areShared(code) ? NONE : places.of(code);
    states[code] = state;
    return state;
  }

  private int next(int state, Template.Text text) {
    return walk.next(state, templates.texts().array(), text.from(), text.from() + text.length());
  }

  /// Judges a value whose template leaves it open.
  private int judge(int code, int[] columns) throws CorruptBlockException {
    int[] ahead = aheads[code];
    if (ahead.length > 0) {
      long number = values.numbers(columns[0], starts[columns[0]])[taken[columns[0]]];
      Template.Part part = templates.all().get(code).slots().getFirst();
      int found = ahead[part.slot().firstByte(number, part.length())];
      if (found < 0) {
        return found;
      }
    }
    return judgeWhole(code, columns);
  }

  private int judgeWhole(int code, int[] columns) throws CorruptBlockException {
    Template template = templates.all().get(code);
    int state = states[code];
    int slot = 0;
    for (; slot < columns.length && state >= 0; slot++) {
      int column = columns[slot];
      Template.Part part = template.slots().get(slot);
      long number = values.numbers(column, starts[column])[taken[column]++];
      state = part.slot().walk(number, part.length(), walk, state);
      state = next(state, template.texts().get(slot + 1));
    }
    while (slot > 0) {
      taken[columns[--slot]]--;
    }
    return state < 0 ? state : walk.end(state);
  }
}
