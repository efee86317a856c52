package dev.clew.collect;

/// How an OTLP body is written.
public enum Format {
  PROTOBUF,
  JSON
}
