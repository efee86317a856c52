package dev.clew.store.block;

import dev.clew.store.CorruptBlockException;
import dev.clew.store.Walk;

/// Judges values that are made of templates: what a template begins with once, then the numbers
/// digit by digit, of which only those columns are read that are needed.
///
/// Owned by one thread.
final class TemplateWalk {
  private final Templates templates;
  private final TemplateReader values;
  private final SlotColumns places;
  private final TemplateStarts begun;
  private final Walk walk;
  private final WalkedChunk.Builder walked = new WalkedChunk.Builder();

  /// By column, where its numbers stand, and how many of them belong to values before this one.
  private final int[] starts;

  private final int[] taken;

  TemplateWalk(Templates templates, TemplateReader values, SlotColumns places, TemplateStarts begun)
      throws CorruptBlockException {
    this.templates = templates;
    this.values = values;
    this.places = places;
    this.begun = begun;
    walk = begun.walk();
    starts = values.passOver();
    taken = new int[starts.length];
  }

  WalkedChunk judge(long[] codes) throws CorruptBlockException {
    if (areAlike(codes)) {
      judgeAlike((int) codes[0], codes.length);
    } else {
      for (int at = 0; at < codes.length; at++) {
        judge(at, (int) codes[at]);
      }
    }
    return walked.build();
  }

  /// True where all have one template, and each slot of it its own column.
  private boolean areAlike(long[] codes) {
    for (long code : codes) {
      if (code != codes[0]) {
        return false;
      }
    }
    return !places.areShared((int) codes[0]);
  }

  /// Goes from one value to the next whose first digits leave it open.
  private void judgeAlike(int code, int count) throws CorruptBlockException {
    int[] columns = places.of(code);
    int[] ahead = ahead(code);
    long[] numbers = ahead.length == 0 ? new long[count] : numbers(columns[0]);
    int shift = ahead.length == 0 ? 0 : first(code).slot().firstByteShift(first(code).length());
    for (int at = 0; at < count; at++) {
      if (ahead.length == 0 || ahead[(int) (numbers[at] >>> shift) & 0xff] != Walk.NO) {
        for (int column : columns) {
          taken[column] = at;
        }
        judge(at, code);
      }
    }
  }

  private void judge(int at, int code) throws CorruptBlockException {
    int found = begun.state(code);
    if (found >= 0) {
      found = judgeNumbers(code);
    }
    if (found == Walk.OPEN) {
      write(code);
    } else {
      for (int column : places.of(code)) {
        taken[column]++;
      }
    }
    if (found != Walk.NO) {
      walked.add(at, found);
    }
  }

  private void write(int code) throws CorruptBlockException {
    for (int column : places.of(code)) {
      numbers(column);
    }
    values.write(code, taken, walked.bytes());
  }

  private long[] numbers(int column) throws CorruptBlockException {
    return values.numbers(column, starts[column]);
  }

  private Template.Part first(int code) {
    return templates.all().get(code).slots().getFirst();
  }

  private int[] ahead(int code) {
    return begun.state(code) < 0 ? TemplateStarts.NONE : begun.ahead(code, first(code));
  }

  /// Judges a value whose template leaves it open.
  private int judgeNumbers(int code) throws CorruptBlockException {
    int[] ahead = ahead(code);
    if (ahead.length > 0) {
      int column = places.of(code)[0];
      int shift = first(code).slot().firstByteShift(first(code).length());
      int found = ahead[(int) (numbers(column)[taken[column]] >>> shift) & 0xff];
      if (found < 0) {
        return found;
      }
    }
    return judgeWhole(code);
  }

  private int judgeWhole(int code) throws CorruptBlockException {
    Template template = templates.all().get(code);
    int[] columns = places.of(code);
    int state = begun.state(code);
    int slot = 0;
    for (; slot < columns.length && state >= 0; slot++) {
      int column = columns[slot];
      Template.Part part = template.slots().get(slot);
      long number = numbers(column)[taken[column]++];
      state = part.slot().walk(number, part.length(), walk, state);
      Template.Text text = template.texts().get(slot + 1);
      state = walk.next(state, templates.texts().array(), text.from(), text.from() + text.length());
    }
    while (slot > 0) {
      taken[columns[--slot]]--;
    }
    return state < 0 ? state : walk.end(state);
  }
}
