package dev.clew.query.series;

import dev.clew.query.eval.Cover;
import dev.clew.query.plan.SpanTest;
import dev.clew.query.run.SpanScan;
import dev.clew.query.traceql.FieldExpr;
import dev.clew.query.traceql.FieldExpr.Reference;
import dev.clew.query.traceql.FieldExpr.Scope;
import dev.clew.query.traceql.Intrinsic;
import dev.clew.query.traceql.Pipeline;
import dev.clew.store.Block;
import dev.clew.store.Column;
import dev.clew.store.ColumnKey;
import dev.clew.store.CorruptBlockException;
import dev.clew.store.Dictionary;
import dev.clew.store.Digest;
import java.io.IOException;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// Has the digests of blocks read instead of their rows, where they say as much.
///
/// @param columns what has to be known of the spans
record Digests(Set<ColumnKey.Intrinsic> columns) implements SpanScan.Shortcut {
  /// Asks of a trace state whether it says for how many spans one stands.
  private static final Object HAS_THRESHOLD = "trace state has a threshold";

  Digests {
    columns = Set.copyOf(columns);
  }

  /// What to read of blocks for a pipeline and what is asked of its spans.
  static SpanScan.Shortcut of(Pipeline pipeline, Wanted wanted) {
    var columns = EnumSet.of(ColumnKey.Intrinsic.START_NANOS);
    boolean isEnough =
        wanted.isRough()
            && wanted.keys().stream().allMatch(field -> isTold(field, columns))
            && wanted.number().stream().allMatch(field -> isDuration(field, columns))
            && isTold(Cover.of(pipeline), columns);
    return isEnough ? new Digests(columns) : block -> block;
  }

  private static boolean isDuration(Reference field, Set<ColumnKey.Intrinsic> columns) {
    columns.add(ColumnKey.Intrinsic.DURATION_NANOS);
    return field instanceof FieldExpr.Of(var intrinsic, _) && intrinsic == Intrinsic.DURATION;
  }

  /// Notes the column that has the field; false where no digest has.
  private static boolean isTold(Reference field, Set<ColumnKey.Intrinsic> columns) {
    ColumnKey.Intrinsic column =
        switch (field) {
          case FieldExpr.Attribute(var scope, _, _) ->
              scope == Scope.RESOURCE ? ColumnKey.Intrinsic.RESOURCE : null;
          case FieldExpr.Of(var intrinsic, _) ->
              switch (intrinsic) {
                case NAME -> ColumnKey.Intrinsic.NAME;
                case KIND -> ColumnKey.Intrinsic.KIND;
                case STATUS -> ColumnKey.Intrinsic.STATUS;
                default -> null;
              };
        };
    if (column != null) {
      columns.add(column);
    }
    return column != null;
  }

  private static boolean isTold(SpanTest test, Set<ColumnKey.Intrinsic> columns) {
    return switch (test) {
      case SpanTest.Every _, SpanTest.None _ -> true;
      case SpanTest.Present(var field) -> isTold(field, columns);
      case SpanTest.Passes(var field, _) -> isTold(field, columns);
      case SpanTest.IsNumber _ -> false;
      case SpanTest.Not(var inner) -> isTold(inner, columns);
      case SpanTest.All(var terms) -> terms.stream().allMatch(term -> isTold(term, columns));
      case SpanTest.Either(var terms) -> terms.stream().allMatch(term -> isTold(term, columns));
    };
  }

  @Override
  public Block of(Block block) throws IOException {
    try {
      Optional<Digest> digest = block.digest(columns);
      return digest.isEmpty() || hasThreshold(block) ? block : digest.get();
    } catch (CorruptBlockException _) {
      return block;
    }
  }

  /// True when some span of the block may stand for more than itself.
  private static boolean hasThreshold(Block block) throws IOException {
    Optional<Column> states = block.column(ColumnKey.Intrinsic.TRACE_STATE);
    return states.isPresent()
        && !states.get().codes(HAS_THRESHOLD, Digests::withThreshold).isEmpty();
  }

  private static BitSet withThreshold(Dictionary states) {
    var codes = new BitSet();
    for (int code = 0; code < states.size(); code++) {
      codes.set(code, Weight.threshold(states.text(code)).isPresent());
    }
    return codes;
  }
}
