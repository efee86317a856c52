package dev.clew.bench.fill;

import dev.clew.bench.data.Pool;
import dev.clew.bench.data.Recipe;
import dev.clew.bench.data.Round;
import dev.clew.model.TraceId;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.random.RandomGenerator;

/// What a store was filled with: whole rounds of a pool. Their ids follow from their numbers, so
/// that none of them is kept in memory however many there are.
///
/// @param spans all that were acknowledged
public record Content(Recipe recipe, long rounds, long spans) {
  private static final int SERVICES = 20;
  private static final int SPANS_PER_TRACE = 28;

  public Content {
    if (rounds < 1) {
      throw new IllegalArgumentException("content must be 1 round or more, got " + rounds);
    }
  }

  /// About so many spans: as many traces as have so many on average.
  ///
  /// @param batch spans in a request
  public static Content of(long seed, long spans, int batch) {
    long traces = Math.ceilDiv(spans, SPANS_PER_TRACE);
    long rounds = Math.ceilDiv(traces, Recipe.MOST_TRACES);
    Recipe recipe = new Recipe(seed, SERVICES, (int) Math.ceilDiv(traces, rounds), batch);
    return new Content(recipe, rounds, rounds * Pool.make(recipe).spans());
  }

  /// The id of one of the traces.
  public TraceId anyTrace(RandomGenerator random) {
    long round = random.nextLong(rounds);
    return new Round(recipe.seed(), round, 0).traceId(random.nextInt(recipe.traces()));
  }

  /// Reads what [#write(Path)] has put down, when there is something.
  static Optional<Content> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Properties values = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      values.load(in);
    }
    Recipe recipe =
        new Recipe(
            number(values, "seed"),
            Math.toIntExact(number(values, "services")),
            Math.toIntExact(number(values, "traces")),
            Math.toIntExact(number(values, "batch")));
    return Optional.of(new Content(recipe, number(values, "rounds"), number(values, "spans")));
  }

  private static long number(Properties values, String name) throws IOException {
    String text = values.getProperty(name, "");
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException bad) {
      throw new IOException("content must say the number of " + name + ", got '" + text + "'", bad);
    }
  }

  void write(Path file) throws IOException {
    Properties values = new Properties();
    values.setProperty("seed", Long.toString(recipe.seed()));
    values.setProperty("services", Integer.toString(recipe.services()));
    values.setProperty("traces", Integer.toString(recipe.traces()));
    values.setProperty("batch", Integer.toString(recipe.batch()));
    values.setProperty("rounds", Long.toString(rounds));
    values.setProperty("spans", Long.toString(spans));
    try (Writer out = Files.newBufferedWriter(file)) {
      values.store(out, "What the store beside this file was filled with");
    }
  }
}
