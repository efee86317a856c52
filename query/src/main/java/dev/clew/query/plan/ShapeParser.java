package dev.clew.query.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the patterns that are mostly asked for: characters, classes, groups, choices and
/// repetitions in ASCII. What else RE2 knows it does not understand. Owned by one thread.
final class ShapeParser {
  private static final int MOST_DEPTH = 50;
  private static final int MOST_REPEATED = 100;
  private static final Shape.Set DIGITS = Shape.Set.NONE.with('0', '9');
  private static final Shape.Set WORDS = DIGITS.with('a', 'z').with('A', 'Z').with('_', '_');
  private static final Shape.Set SPACES =
      Shape.Set.NONE.with('\t', '\n').with('\f', '\r').with(' ', ' ');

  private final String pattern;
  private int at;
  private int depth;

  private static final class NotUnderstood extends Exception {
    private static final long serialVersionUID = 1;

    NotUnderstood() {
      super("this pattern goes to the engine for all of them", null, false, false);
    }
  }

  private ShapeParser(String pattern) {
    this.pattern = pattern;
  }

  /// What a pattern that RE2 takes is made of, if it is understood.
  static Optional<Shape> parse(String pattern) {
    var parser = new ShapeParser(pattern);
    try {
      parser.skip('^');
      Shape shape = parser.choice();
      return parser.isAtEnd() ? Optional.of(shape) : Optional.empty();
    } catch (NotUnderstood _) {
      return Optional.empty();
    }
  }

  private boolean isAtEnd() {
    return at == pattern.length();
  }

  private boolean isAt(char wanted) {
    return !isAtEnd() && pattern.charAt(at) == wanted;
  }

  private boolean skip(char wanted) {
    boolean is = isAt(wanted);
    at += is ? 1 : 0;
    return is;
  }

  private char next() throws NotUnderstood {
    // Without the first one, no class can have all of ASCII but nothing else.
    if (isAtEnd() || pattern.charAt(at) > 127 || pattern.charAt(at) == 0) {
      throw new NotUnderstood();
    }
    return pattern.charAt(at++);
  }

  private Shape choice() throws NotUnderstood {
    if (depth++ == MOST_DEPTH) {
      throw new NotUnderstood();
    }
    var options = new ArrayList<Shape>();
    do {
      options.add(sequence());
    } while (skip('|'));
    depth--;
    return options.size() == 1 ? options.getFirst() : new Shape.Choice(List.copyOf(options));
  }

  private Shape sequence() throws NotUnderstood {
    var parts = new ArrayList<Shape>();
    while (!isAtEnd() && !isAt('|') && !isAt(')')) {
      // The whole text is matched, so that it says nothing at the end.
      if (isAt('$') && at == pattern.length() - 1) {
        at++;
      } else {
        parts.add(repeated(one()));
      }
    }
    return new Shape.Sequence(List.copyOf(parts));
  }

  private Shape one() throws NotUnderstood {
    char next = next();
    return switch (next) {
      case '.' -> Shape.Set.ALL;
      case '[' -> set();
      case '\\' -> escaped();
      case '(' -> group();
      case '^', '$', '*', '+', '?', '{', '}', ']' -> throw new NotUnderstood();
      default -> Shape.Set.of(next);
    };
  }

  private Shape group() throws NotUnderstood {
    if (skip('?') && !skip(':')) {
      throw new NotUnderstood();
    }
    Shape inner = choice();
    if (!skip(')')) {
      throw new NotUnderstood();
    }
    return inner;
  }

  private Shape repeated(Shape each) throws NotUnderstood {
    Shape shape = each;
    if (skip('*')) {
      shape = new Shape.Repeated(each, 0, Shape.UNBOUNDED);
    } else if (skip('+')) {
      shape = new Shape.Repeated(each, 1, Shape.UNBOUNDED);
    } else if (skip('?')) {
      shape = new Shape.Repeated(each, 0, 1);
    } else if (skip('{')) {
      shape = counted(each);
    } else {
      return shape;
    }
    // Whether as few as possible are taken first does not change what matches.
    skip('?');
    return shape;
  }

  private Shape counted(Shape each) throws NotUnderstood {
    int least = number();
    int most = least;
    if (skip(',')) {
      most = isAt('}') ? Shape.UNBOUNDED : number();
    }
    if (!skip('}')) {
      throw new NotUnderstood();
    }
    return new Shape.Repeated(each, least, most);
  }

  private int number() throws NotUnderstood {
    int number = -1;
    while (!isAtEnd() && DIGITS.has(Math.min(pattern.charAt(at), 127)) && number <= MOST_REPEATED) {
      number = Math.max(number, 0) * 10 + pattern.charAt(at++) - '0';
    }
    if (number < 0 || number > MOST_REPEATED) {
      throw new NotUnderstood();
    }
    return number;
  }

  /// After the bracket.
  private Shape.Set set() throws NotUnderstood {
    boolean isOfOthers = skip('^');
    Shape.Set set = Shape.Set.NONE;
    do {
      set = set.with(range());
    } while (!skip(']'));
    return isOfOthers ? set.others() : set;
  }

  private Shape.Set range() throws NotUnderstood {
    char first = next();
    if (first == '[') {
      throw new NotUnderstood();
    }
    Shape.Set one = first == '\\' ? escaped() : Shape.Set.of(first);
    if (!isAt('-') || pattern.startsWith("-]", at)) {
      return one;
    }
    at++;
    char last = next();
    if (first == '\\' || last == '\\' || last == '[' || last < first) {
      throw new NotUnderstood();
    }
    return Shape.Set.NONE.with(first, last);
  }

  private Shape.Set escaped() throws NotUnderstood {
    char next = next();
    return switch (next) {
      case 'd' -> DIGITS;
      case 'D' -> DIGITS.others();
      case 'w' -> WORDS;
      case 'W' -> WORDS.others();
      case 's' -> SPACES;
      case 'S' -> SPACES.others();
      case 'n' -> Shape.Set.of('\n');
      case 'r' -> Shape.Set.of('\r');
      case 't' -> Shape.Set.of('\t');
      default -> {
        if (Character.isLetterOrDigit(next)) {
          throw new NotUnderstood();
        }
        yield Shape.Set.of(next);
      }
    };
  }
}
