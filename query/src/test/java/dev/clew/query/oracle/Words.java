package dev.clew.query.oracle;

import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import dev.clew.query.Literal;
import dev.clew.query.traceql.Intrinsic;
import dev.clew.testkit.Gen;
import java.time.Duration;
import java.util.List;

/// What is known of the intrinsics without looking at data.
final class Words {
  private Words() {}

  /// True when a span may lack it, so that it can be asked for nil.
  static boolean isSometimesMissing(Intrinsic intrinsic) {
    return switch (intrinsic) {
      case PARENT_ID,
          EVENT_NAME,
          EVENT_TIME,
          LINK_TRACE_ID,
          LINK_SPAN_ID,
          SCOPE_NAME,
          SCOPE_VERSION,
          TRACE_STATE ->
          true;
      default -> false;
    };
  }

  /// False for what is as an attribute is.
  static boolean isTyped(Intrinsic intrinsic) {
    return intrinsic != Intrinsic.SCOPE_NAME && intrinsic != Intrinsic.SCOPE_VERSION;
  }

  static boolean isDuration(Intrinsic intrinsic) {
    return switch (intrinsic) {
      case DURATION, TRACE_DURATION, EVENT_TIME, CRITICAL_PATH, SELF -> true;
      default -> false;
    };
  }

  /// A value of its type.
  static Literal sample(Intrinsic intrinsic, Gen gen) {
    return switch (intrinsic) {
      case DURATION, TRACE_DURATION, EVENT_TIME, CRITICAL_PATH, SELF ->
          new Literal.Span(Duration.ofNanos(gen.random().nextLong(2_000_000_000L)));
      case STATUS -> new Literal.Status(gen.oneOf(List.of(StatusCode.values())));
      case KIND -> new Literal.Kind(gen.oneOf(List.of(SpanKind.values())));
      case CHILD_COUNT, NESTED_SET_LEFT, NESTED_SET_RIGHT, NESTED_SET_PARENT ->
          new Literal.Int(gen.random().nextInt(-1, 10));
      case NAME,
          STATUS_MESSAGE,
          SPAN_ID,
          PARENT_ID,
          ROOT_NAME,
          ROOT_SERVICE,
          TRACE_ID,
          EVENT_NAME,
          LINK_TRACE_ID,
          LINK_SPAN_ID,
          SCOPE_NAME,
          SCOPE_VERSION,
          PARENT,
          TRACE_STATE ->
          new Literal.Text(gen.word());
    };
  }
}
