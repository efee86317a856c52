package dev.clew.store.close;

import java.util.Arrays;

/// Where each span stands in its trace: depth and nested-set numbers. Parents come before their
/// children, siblings in the order of their start; trees follow each other.
///
/// One span is below another exactly if its left number lies between the other's left and right.
public final class Layout {
  private static final int NONE = SpanIndex.NONE;

  private final int[] parent;
  private final int[] firstChild;
  private final int[] nextSibling;
  private final int[] order;
  private final int[] depth;
  private final int[] left;
  private final int[] right;

  /// @param parent by row
  /// @param byStart the rows that are spans, in the order of their start
  Layout(int[] parent, int[] byStart) {
    this.parent = parent;
    int count = parent.length;
    firstChild = new int[count + 1];
    nextSibling = new int[count];
    order = new int[byStart.length];
    depth = new int[count];
    left = new int[count];
    right = new int[count];
    chainSiblings(byStart);
    walk();
    number();
  }

  private void chainSiblings(int[] byStart) {
    Arrays.fill(firstChild, NONE);
    for (int at = byStart.length - 1; at >= 0; at--) {
      int row = byStart[at];
      int above = parent[row] == NONE ? parent.length : parent[row];
      nextSibling[row] = firstChild[above];
      firstChild[above] = row;
    }
  }

  private void walk() {
    int at = firstChild[parent.length];
    for (int place = 0; place < order.length; place++) {
      order[place] = at;
      depth[at] = parent[at] == NONE ? 0 : depth[parent[at]] + 1;
      at = next(at);
    }
  }

  private int next(int row) {
    int at = firstChild[row] == NONE ? nextSibling[row] : firstChild[row];
    for (int above = row; at == NONE && above != NONE; above = parent[above]) {
      at = nextSibling[above];
    }
    return at;
  }

  /// Of the numbers given out before a span's left one, two went to each span before it, but for
  /// its ancestors, which still wait for their right one.
  private void number() {
    int[] size = new int[parent.length];
    for (int place = order.length - 1; place >= 0; place--) {
      int row = order[place];
      size[row]++;
      if (parent[row] != NONE) {
        size[parent[row]] += size[row];
      }
      left[row] = 2 * place - depth[row] + 1;
      right[row] = left[row] + 2 * size[row] - 1;
    }
  }

  public int depth(int row) {
    return depth[row];
  }

  /// The nested-set number before those of the spans below; 1 or more, 0 for a row that is no span.
  public int left(int row) {
    return left[row];
  }

  /// The nested-set number behind those of the spans below.
  public int right(int row) {
    return right[row];
  }
}
