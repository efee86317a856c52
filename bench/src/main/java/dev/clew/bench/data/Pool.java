package dev.clew.bench.data;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// The requests of one round, encoded once. Request `n` of a run is template `n % size` stamped for
/// round `n / size`: a pure function of the recipe, `n` and the round's start.
public final class Pool {
  private final List<Template> templates;
  private final PoolFacts facts;

  private Pool(List<Template> templates, PoolFacts facts) {
    this.templates = List.copyOf(templates);
    this.facts = facts;
  }

  public static Pool make(Recipe recipe) {
    return new Maker(recipe).make();
  }

  public int size() {
    return templates.size();
  }

  public Template template(int number) {
    return templates.get(number);
  }

  public PoolFacts facts() {
    return facts;
  }

  /// Deals spans out to their pods, each of which sends a request when it has a batch. What is left
  /// at the end of the round goes out mixed, as from a collector. Owned by one thread.
  private static final class Maker {
    private final Recipe recipe;
    private final Draws draws;
    private final Catalogue catalogue;
    private final RequestEncoder encoder;
    private final List<List<Draft>> waiting = new ArrayList<>();
    private final List<Template> templates = new ArrayList<>();

    Maker(Recipe recipe) {
      this.recipe = recipe;
      draws = new Draws(new SplittableRandom(recipe.seed()));
      catalogue = Catalogue.of(recipe, draws);
      encoder = new RequestEncoder(draws);
      for (int pod = 0; pod < catalogue.podCount(); pod++) {
        waiting.add(new ArrayList<>());
      }
    }

    Pool make() {
      TraceMaker traces = new TraceMaker(catalogue, draws);
      int failed = 0;
      int servers = 0;
      double before = draws.bits();
      for (int trace = 0; trace < recipe.traces(); trace++) {
        draws.count(StampKind.BITS_OF_TRACE);
        for (Draft draft : traces.make(trace)) {
          failed += draft.failed() ? 1 : 0;
          servers += draft.operation().family() == Family.SERVER ? 1 : 0;
          deal(draft);
        }
      }
      sendRest();
      PoolFacts facts =
          new PoolFacts(
              recipe.traces(),
              traces.spanCount(),
              templates.stream().mapToLong(Template::length).sum(),
              encoder.attributeCount(),
              servers,
              failed,
              draws.bits() - before);
      return new Pool(templates, facts);
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
      templates.add(new Template(templates.size(), encoder.encode(batch), TraceCounts.of(batch)));
    }
  }
}
