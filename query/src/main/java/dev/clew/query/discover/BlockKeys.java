package dev.clew.query.discover;

import dev.clew.model.Attribute;
import dev.clew.model.Resource;
import dev.clew.model.Scope;
import dev.clew.model.ValueType;
import dev.clew.query.AttributeKeys;
import dev.clew.query.QueryException;
import dev.clew.query.plan.Checkpoint;
import dev.clew.query.run.Gaps;
import dev.clew.store.Block;
import dev.clew.store.Column;
import dev.clew.store.ColumnKey;
import dev.clew.store.ColumnKey.Intrinsic;
import dev.clew.store.ColumnPage;
import dev.clew.store.CorruptBlockException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Gathers what the rows of a block have values of. Owned by one thread.
final class BlockKeys {
  private final Block block;
  private final Predicate<Key> isAsked;
  private final Firsts<Key> into;
  private final Gaps gaps;
  private final Checkpoint checkpoint;

  BlockKeys(
      Block block, Predicate<Key> isAsked, Firsts<Key> into, Gaps gaps, Checkpoint checkpoint) {
    this.block = block;
    this.isAsked = isAsked;
    this.into = into;
    this.gaps = gaps;
    this.checkpoint = checkpoint;
  }

  /// All that some row has, which nobody has counted.
  void list(PassingRows all) throws IOException, QueryException {
    for (ColumnKey column : block.columns()) {
      Key key = key(column);
      if (key != null && isAsked.test(key)) {
        into.add(key, 0);
      }
    }
    listRecords(Intrinsic.RESOURCE, resourceKeys(), all);
    listRecords(Intrinsic.SCOPE, scopeKeys(), all);
  }

  private void listRecords(ColumnKey column, List<Set<Key>> byCode, PassingRows all)
      throws IOException, QueryException {
    if (block.column(column).filter(Column::isEveryCodeUsed).isPresent()) {
      byCode.forEach(keys -> keys.forEach(key -> into.add(key, 0)));
    } else {
      countRecords(column, byCode, all);
    }
  }

  /// What rows have; a row counts once, however many values it has.
  void count(PassingRows passing) throws IOException, QueryException {
    for (ColumnKey column : block.columns()) {
      Key key = key(column);
      if (key != null && isAsked.test(key)) {
        long rows = rows(block.column(column).orElseThrow(), passing);
        if (rows > 0) {
          into.add(key, rows);
        }
      }
    }
    countRecords(Intrinsic.RESOURCE, resourceKeys(), passing);
    countRecords(Intrinsic.SCOPE, scopeKeys(), passing);
  }

  private long rows(Column column, PassingRows passing) throws IOException, QueryException {
    var counted =
        new Object() {
          long rows;
          int last = -1;
        };
    eachPassing(
        column,
        passing,
        (row, _) -> {
          counted.rows += row == counted.last ? 0 : 1;
          counted.last = row;
        });
    return counted.rows;
  }

  private void countRecords(ColumnKey column, List<Set<Key>> byCode, PassingRows passing)
      throws IOException, QueryException {
    if (byCode.stream().allMatch(Set::isEmpty)) {
      return;
    }
    long[] rows = new long[byCode.size()];
    eachPassing(block.column(column).orElseThrow(), passing, (_, code) -> rows[(int) code]++);
    for (int code = 0; code < rows.length; code++) {
      if (rows[code] > 0) {
        for (Key key : byCode.get(code)) {
          into.add(key, rows[code]);
        }
      }
    }
  }

  private interface RowTaker {
    void take(int row, long value);
  }

  private void eachPassing(Column column, PassingRows passing, RowTaker taker)
      throws IOException, QueryException {
    var buffer = new ColumnPage();
    for (int page = 0; page < block.pageCount(); page++) {
      checkpoint.check();
      if (passing.isAnyIn(page)) {
        try {
          column.read(page, buffer);
          for (int at = 0; at < buffer.size(); at++) {
            if (passing.has(page, buffer.rows()[at])) {
              taker.take(buffer.rows()[at], buffer.values()[at]);
            }
          }
        } catch (CorruptBlockException e) {
          gaps.add(e);
        }
      }
    }
  }

  private static @Nullable Key key(ColumnKey column) {
    return switch (column) {
      case ColumnKey.SpanAttribute(var key, var type) ->
          Key.of(AttributeKeys.Scope.SPAN, key, type);
      case ColumnKey.EventAttribute(var key, var type) ->
          Key.of(AttributeKeys.Scope.EVENT, key, type);
      case ColumnKey.LinkAttribute(var key, var type) ->
          Key.of(AttributeKeys.Scope.LINK, key, type);
      case Intrinsic _ -> null;
    };
  }

  private List<Set<Key>> resourceKeys() throws IOException {
    return keys(block.resources(), Resource::attributes, AttributeKeys.Scope.RESOURCE);
  }

  private List<Set<Key>> scopeKeys() throws IOException {
    return keys(block.scopes(), Scope::attributes, AttributeKeys.Scope.INSTRUMENTATION);
  }

  /// By code; of a key that occurs twice the last counts.
  private <T> List<Set<Key>> keys(
      List<T> records, Function<T, List<Attribute>> attributes, AttributeKeys.Scope scope) {
    var byCode = new ArrayList<Set<Key>>();
    for (T each : records) {
      Map<String, ValueType> types = new HashMap<>();
      for (Attribute attribute : attributes.apply(each)) {
        types.put(attribute.key(), attribute.value().type());
      }
      var keys = new TreeSet<Key>();
      types.forEach((name, type) -> keys.add(Key.of(scope, name, type)));
      keys.removeIf(isAsked.negate());
      byCode.add(keys);
    }
    return byCode;
  }
}
