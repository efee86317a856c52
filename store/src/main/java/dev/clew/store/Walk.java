package dev.clew.store;

/// Judges the values of a dictionary byte by byte, seeing no more of each than it needs: what many
/// values begin with is seen once. Its own states are from 0 on. Owned by one thread.
public interface Walk {
  /// The value is not one that is looked for.
  int NO = -1;

  /// It is.
  int YES = -2;

  /// It has to be looked at as a whole.
  int OPEN = -3;

  /// The state, or what is known, before the first byte.
  ///
  /// @param length of the value, or -1 where that is not known yet
  int start(int length);

  /// What follows from a state and the next byte.
  int next(int state, byte each);

  /// What is known where the value ends in a state.
  int end(int state);

  /// What follows from a state, or from what is known already, and more bytes.
  default int next(int state, byte[] bytes, int from, int to) {
    int reached = state;
    for (int at = from; reached >= 0 && at < to; at++) {
      reached = next(reached, bytes[at]);
    }
    return reached;
  }

  /// What is known of a value at its end.
  default int judge(byte[] bytes, int from, int to) {
    int state = next(start(to - from), bytes, from, to);
    return state < 0 ? state : end(state);
  }
}
