package dev.clew.bench.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// The requests of one round, encoded once. Request `n` of a run is template `n % size` stamped for
/// round `n / size`: a pure function of the recipe, `n` and the round's start.
public final class Pool {
  private final Recipe recipe;
  private final List<Template> templates;
  private final double randomBits;

  private Pool(Recipe recipe, List<Template> templates, double randomBits) {
    this.recipe = recipe;
    this.templates = List.copyOf(templates);
    this.randomBits = randomBits;
  }

  public static Pool make(Recipe recipe) {
    return new Maker(recipe).make();
  }

  /// How many requests a round has.
  public int size() {
    return templates.size();
  }

  public Template template(int number) {
    return templates.get(number);
  }

  public long spans() {
    return templates.stream().mapToLong(Template::spans).sum();
  }

  /// The length of all requests, not compressed.
  public long bytes() {
    return templates.stream().mapToLong(Template::length).sum();
  }

  /// What was drawn for the round, stamped things included: no lossless store of it is smaller.
  public double randomBytes() {
    return randomBits / 8;
  }

  public Round round(long number, long startNanos) {
    return new Round(recipe.seed(), number, startNanos);
  }

  /// What a round holds, in words.
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "a round of %,d traces, %,d spans, %,d requests; %.1f bytes a span, of them %.1f random",
        recipe.traces(),
        spans(),
        size(),
        (double) bytes() / spans(),
        randomBytes() / spans());
  }

  /// Deals spans out to their pods, each of which sends a request when it has a batch. What is left
  /// at the end of the round goes out mixed, as from a collector. Owned by one thread.
  private static final class Maker {
    private final Recipe recipe;
    private final Draws draws;
    private final List<Service> services;
    private final RequestEncoder encoder;
    private final List<List<Draft>> waiting;
    private final List<Template> templates = new ArrayList<>();

    Maker(Recipe recipe) {
      this.recipe = recipe;
      draws = new Draws(new SplittableRandom(recipe.seed()));
      encoder = new RequestEncoder(draws);
      services =
          IntStream.range(0, recipe.services())
              .mapToObj(number -> Service.of(number, draws))
              .toList();
      waiting =
          IntStream.range(0, recipe.services() * Service.PODS)
              .<List<Draft>>mapToObj(_ -> new ArrayList<>())
              .toList();
    }

    Pool make() {
      TraceMaker traces = new TraceMaker(services, draws);
      double before = draws.bits();
      for (int trace = 0; trace < recipe.traces(); trace++) {
        draws.countBits(Round.BITS_OF_TRACE);
        traces.make(trace).forEach(this::deal);
      }
      sendRest();
      return new Pool(recipe, templates, draws.bits() - before);
    }

    private void deal(Draft draft) {
      List<Draft> batch = waiting.get(draft.pod().number());
      batch.add(draft);
      if (batch.size() == recipe.batch()) {
        send(batch);
        batch.clear();
      }
    }

    private void sendRest() {
      List<Draft> rest = waiting.stream().flatMap(List::stream).toList();
      for (int from = 0; from < rest.size(); from += recipe.batch()) {
        send(rest.subList(from, Math.min(rest.size(), from + recipe.batch())));
      }
    }

    private void send(List<Draft> batch) {
      templates.add(Template.of(templates.size(), encoder.encode(batch), batch));
    }
  }
}
