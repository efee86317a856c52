package dev.clew.bench.report;

/// One figure of every row.
///
/// @param title how the table calls it
/// @param key how the JSON calls it
/// @param format of a number in the table
public record Column(String title, String key, String format) {}
