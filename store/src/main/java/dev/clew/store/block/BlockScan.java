package dev.clew.store.block;

import dev.clew.store.CorruptBlockException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Goes through a block file section by section and holds each against its checksum. Together the
/// sections are the whole file, so a damaged byte cannot hide between them.
///
/// Owned by one thread.
public final class BlockScan {
  /// A run of bytes that is what was written.
  ///
  /// @param owner what it belongs to: a column, the trace directory, or the block itself
  public record Part(String owner, long bytes) {}

  /// What a section leads to.
  private enum Leads {
    NOWHERE,
    TO_PAGES,
    TO_JUDGED
  }

  /// A section that is to be read.
  ///
  /// @param pageCount how many pages it may lead to
  private record Step(String owner, String what, Section section, Leads leads, int pageCount) {
    static Step leaf(String owner, String what, Section section) {
      return new Step(owner, owner + " " + what, section, Leads.NOWHERE, 0);
    }

    static Step index(String owner, Section section, int pageCount) {
      return new Step(owner, owner + " index", section, Leads.TO_PAGES, pageCount);
    }
  }

  private static final String TRACES = "trace directory";
  private static final String SUMMARIES = "trace summaries";

  private final Envelope envelope;
  private final Footer footer;
  private final Deque<Step> steps = new ArrayDeque<>();
  private boolean hasBegun;

  BlockScan(Envelope envelope, Footer footer) {
    this.envelope = envelope;
    this.footer = footer;
    for (Section index : footer.traceColumns()) {
      steps.add(Step.index(TRACES, index, tracePages()));
    }
    for (Footer.Entry entry : footer.columns()) {
      steps.add(Step.index("column " + entry.key().text(), entry.index(), footer.pageCount()));
    }
    footer.parts().forEach(part -> steps.add(step(part)));
  }

  private int tracePages() {
    return SealedTraces.pageCount(footer.traceCount());
  }

  private static Step step(Footer.Part part) {
    return switch (part.kind()) {
      case Footer.Part.TRACE_FILTER -> Step.leaf("filter of trace ids", "", part.section());
      case Footer.Part.VALUE_FILTER -> Step.leaf("filters of values", "", part.section());
      case Footer.Part.JUDGED -> new Step(SUMMARIES, SUMMARIES, part.section(), Leads.TO_JUDGED, 0);
      case Footer.Part.DIGEST -> Step.leaf("digest", "", part.section());
      default -> Step.leaf("what a newer program wrote", "", part.section());
    };
  }

  /// The next part, or nothing behind the last.
  ///
  /// @throws CorruptBlockException where it is not what was written; the parts behind it can still
  ///   be asked for
  public Optional<Part> next() throws CorruptBlockException {
    if (!hasBegun) {
      hasBegun = true;
      return Optional.of(new Part("block", checkEnvelope()));
    }
    Step step = steps.poll();
    if (step == null) {
      return Optional.empty();
    }
    read(step);
    return Optional.of(new Part(step.owner(), step.section().length()));
  }

  private long checkEnvelope() throws CorruptBlockException {
    try {
      return envelope.check();
    } catch (IOException e) {
      throw damage(e, 0);
    }
  }

  private void read(Step step) throws CorruptBlockException {
    try {
      switch (step.leads()) {
        case NOWHERE -> envelope.sections().check(step.section(), step.what());
        case TO_PAGES -> followIndex(step);
        case TO_JUDGED -> followJudged(step);
      }
    } catch (IOException e) {
      throw damage(e, step.section().offset());
    }
  }

  private CorruptBlockException damage(IOException e, long offset) {
    return e instanceof CorruptBlockException damage
        ? damage
        : new CorruptBlockException(envelope.sections().name(), offset, e);
  }

  private void followIndex(Step step) throws IOException {
    ByteSource in = envelope.sections().read(step.section(), step.what());
    ColumnIndex.Places places = ColumnIndex.read(in, step.pageCount()).places();
    add(step.owner(), "page", places.sections());
    add(step.owner(), "dictionary chunk", places.chunks());
    Section templates = places.templates();
    add(step.owner(), "templates", templates == null ? List.of() : List.of(templates));
  }

  private void followJudged(Step step) throws IOException {
    var judged = JudgedSections.read(envelope.sections().read(step.section(), step.what()));
    for (Section index : judged.columns()) {
      steps.add(Step.index(SUMMARIES, index, tracePages()));
    }
    int pages = Math.ceilDiv(footer.rowCount(), JudgedSections.ROWS_A_PAGE);
    steps.add(Step.index("critical path", judged.criticalPath(), pages));
    for (Optional<JudgedSections.Kept> cube : judged.cubes()) {
      cube.ifPresent(kept -> steps.add(Step.leaf("counts by time", "cube", kept.section())));
    }
  }

  private void add(String owner, String what, List<Section> sections) {
    sections.forEach(section -> steps.add(Step.leaf(owner, what, section)));
  }
}
