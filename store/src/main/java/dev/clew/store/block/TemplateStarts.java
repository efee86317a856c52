package dev.clew.store.block;

import dev.clew.store.Walk;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What a walk knows of the values of each template before their first number, which is the same in
/// all chunks of a column. Owned by one thread.
final class TemplateStarts {
  private static final int UNSEEN = Integer.MIN_VALUE;
  static final int[] NONE = {};

  private final Walk walk;
  private final HavingParts having;
  private @Nullable Templates templates;

  /// By template.
  private int[] states = {};

  /// By template and first two hexadecimal digits of a first number, what is known behind these;
  /// nothing where it begins otherwise.
  private int[][] aheads = {};

  /// @param having what each value has in it that the walk is to find
  TemplateStarts(Walk walk, HavingParts having) {
    this.walk = walk;
    this.having = having;
  }

  Walk walk() {
    return walk;
  }

  @SuppressWarnings("ReferenceEquality") // another walk may know something else
  boolean isOf(Walk other) {
    return walk == other;
  }

  /// Says which templates are meant.
  @SuppressWarnings("ReferenceEquality") // what was read anew has other numbers
  void of(Templates theirs) {
    if (templates != theirs) {
      templates = theirs;
      states = new int[theirs.all().size()];
      Arrays.fill(states, UNSEEN);
      aheads = new int[states.length][];
    }
  }

  /// The state of the walk before the first number of a template, or what is known of all values.
  int state(int code) {
    int state = states[code];
    if (state == UNSEEN && templates != null) {
      state = begin(templates.all().get(code), templates.texts().array());
      states[code] = state;
    }
    return state;
  }

  private int begin(Template template, byte[] texts) {
    if (!having.mayMake(template, texts)) {
      return Walk.NO;
    }
    Template.Text text = template.texts().getFirst();
    int state =
        walk.next(walk.start(template.width()), texts, text.from(), text.from() + text.length());
    return state >= 0 && template.slots().isEmpty() ? walk.end(state) : state;
  }

  /// What is known of values whose numbers have no say; null where some have.
  @Nullable WalkedChunk decided(long[] codes) {
    var walked = new WalkedChunk.Builder();
    for (int at = 0; at < codes.length; at++) {
      int state = state((int) codes[at]);
      if (state == Walk.YES) {
        walked.add(at, state);
      } else if (state != Walk.NO) {
        return null;
      }
    }
    return walked.build();
  }

  /// By first two digits, what is known behind these; to be asked where the walk goes on.
  int[] ahead(int code, Template.Part first) {
    int[] ahead = aheads[code];
    if (ahead == null) {
      ahead = first.slot().startsWithByte(first.length()) ? Slot.ahead(walk, states[code]) : NONE;
      aheads[code] = ahead;
    }
    return ahead;
  }
}
