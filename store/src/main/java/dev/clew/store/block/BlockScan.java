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

  /// A section that is to be read.
  ///
  /// @param pageCount of an index, how many pages it may lead to, or -1
  private record Step(String owner, String what, Section section, int pageCount) {}

  private static final String TRACES = "trace directory";

  private final Envelope envelope;
  private final Deque<Step> steps = new ArrayDeque<>();
  private boolean hasBegun;

  BlockScan(Envelope envelope, Footer footer) {
    this.envelope = envelope;
    int tracePages = SealedTraces.pageCount(footer.traceCount());
    for (Section index : footer.traceColumns()) {
      steps.add(new Step(TRACES, TRACES + " index", index, tracePages));
    }
    for (Footer.Entry entry : footer.columns()) {
      String owner = "column " + entry.key().text();
      steps.add(new Step(owner, owner + " index", entry.index(), footer.pageCount()));
    }
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
    } catch (CorruptBlockException e) {
      throw e;
    } catch (IOException e) {
      throw new CorruptBlockException(envelope.sections().name(), 0, e);
    }
  }

  private void read(Step step) throws CorruptBlockException {
    try {
      if (step.pageCount() < 0) {
        envelope.sections().check(step.section(), step.what());
      } else {
        ByteSource in = envelope.sections().read(step.section(), step.what());
        ColumnIndex index = ColumnIndex.read(in, step.pageCount());
        follow(step.owner(), "page", index.sections());
        follow(step.owner(), "dictionary chunk", index.chunks());
        Section templates = index.templates();
        follow(step.owner(), "templates", templates == null ? List.of() : List.of(templates));
      }
    } catch (CorruptBlockException e) {
      throw e;
    } catch (IOException e) {
      throw new CorruptBlockException(envelope.sections().name(), step.section().offset(), e);
    }
  }

  private void follow(String owner, String what, List<Section> sections) {
    for (Section section : sections) {
      steps.add(new Step(owner, owner + " " + what, section, -1));
    }
  }
}
