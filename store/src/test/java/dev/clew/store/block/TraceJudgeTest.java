package dev.clew.store.block;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Span;
import dev.clew.store.Requests;
import dev.clew.store.block.TraceJudge.Limits;
import dev.clew.store.cube.Tally;
import dev.clew.store.head.Head;
import dev.clew.testkit.Gen;
import dev.clew.testkit.TraceGen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TraceJudgeTest {
  static LongStream seeds() {
    return new Random(11).longs(20);
  }

  private static StoredBlock head(List<Span> spans) {
    var head = new Head("head");
    head.append(Requests.of(spans).spans());
    return head.snapshot();
  }

  private static List<Span> spans(Gen gen, int traces) {
    var spans = new ArrayList<Span>();
    for (int trace = 0; trace < traces; trace++) {
      spans.addAll(new TraceGen(gen).trace(1 + gen.random().nextInt(30)));
    }
    Collections.shuffle(spans, new Random(gen.random().nextLong()));
    return spans;
  }

  private record Judged(Judgement judgement, Tally tally) {}

  private static Judged judge(StoredBlock source, EarlierBlocks earlier, Limits limits)
      throws IOException {
    var tally = new Tally(1000);
    var judge = new TraceJudge(source, RowOrder.of(source), earlier, tally, limits);
    return new Judged(judge.judge(), tally);
  }

  private static List<byte[]> bytes(Judged judged) {
    var bytes = new ArrayList<byte[]>();
    for (Tally.Part part : Tally.Part.values()) {
      bytes.add(judged.tally().cube(part).toBytes());
    }
    return bytes;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void judge_windowByWindow_findsTheSameAsAllAtOnce(long seed) throws IOException {
    List<Span> spans = spans(new Gen(seed), 20);
    var earlier = new EarlierBlocks(List.of(head(spans.subList(0, 40))));
    StoredBlock source = head(spans.subList(40, spans.size()));
    Judged whole = judge(source, earlier, Limits.USUAL);
    Judged parts = judge(source, earlier, new Limits(10, 1000, 1000));

    requireSame(parts, whole);
  }

  @Test
  void judge_wholePages_findsTheSameAsPartsOfThem() throws IOException {
    StoredBlock source = head(spans(new Gen(7), 800));
    assertThat(source.pageCount()).isGreaterThan(2);
    Judged whole = judge(source, EarlierBlocks.NONE, Limits.USUAL);
    Judged many = judge(source, EarlierBlocks.NONE, new Limits(6000, 1000, 1000));
    Judged few = judge(source, EarlierBlocks.NONE, new Limits(1000, 1000, 1000));

    requireSame(whole, few);
    requireSame(many, few);
  }

  private static void requireSame(Judged one, Judged other) {
    assertThat(bytes(one)).usingRecursiveComparison().isEqualTo(bytes(other));
    assertThat(one.judgement().criticalPath()).isEqualTo(other.judgement().criticalPath());
    for (Judgement.Column column : Judgement.Column.values()) {
      assertThat(one.judgement().column(column)).isEqualTo(other.judgement().column(column));
    }
  }

  @Test
  void judge_traceWithTooManyEarlierRows_countsAsIfItWereAllThere() throws IOException {
    List<Span> trace = new TraceGen(new Gen(5)).trace(30);
    var earlier = new EarlierBlocks(List.of(head(trace.subList(0, 20))));
    StoredBlock source = head(trace.subList(20, 30));

    Judged judged = judge(source, earlier, new Limits(1000, 1000, 19));

    assertThat(judged.tally().cube(Tally.Part.SPANS_ADDED).total().count()).isEqualTo(10);
    assertThat(judged.tally().cube(Tally.Part.SPANS_REMOVED).isEmpty()).isTrue();
    assertThat(judged.judgement().column(Judgement.Column.FLAGS)[0] & Judgement.SPLIT)
        .isEqualTo(Judgement.SPLIT);
  }

  @Test
  void judge_traceThatIsTooLarge_saysSoAndCountsItsSpans() throws IOException {
    StoredBlock source = head(new TraceGen(new Gen(6)).trace(30));

    Judged judged = judge(source, EarlierBlocks.NONE, new Limits(1000, 29, 1000));

    assertThat(judged.judgement().column(Judgement.Column.FLAGS))
        .containsExactly(Judgement.TOO_LARGE);
    assertThat(judged.judgement().criticalPath()).containsOnly(0);
    assertThat(judged.tally().cube(Tally.Part.SPANS_ADDED).total().count()).isEqualTo(30);
  }
}
