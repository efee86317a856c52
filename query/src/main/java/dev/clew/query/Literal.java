package dev.clew.query;

import dev.clew.model.SpanKind;
import dev.clew.model.StatusCode;
import java.time.Duration;

/// A typed constant of a query.
public sealed interface Literal {
  record Text(String value) implements Literal {}

  record Int(long value) implements Literal {}

  record Real(double value) implements Literal {}

  record Bool(boolean value) implements Literal {}

  record Span(Duration value) implements Literal {}

  record Status(StatusCode value) implements Literal {}

  record Kind(SpanKind value) implements Literal {}
}
