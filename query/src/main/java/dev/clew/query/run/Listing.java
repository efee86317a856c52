package dev.clew.query.run;

import dev.clew.model.Resource;
import dev.clew.model.SpanKind;
import dev.clew.model.TimeRange;
import dev.clew.query.Operation;
import dev.clew.query.QueryException;
import dev.clew.query.eval.PageColumns;
import dev.clew.query.plan.Bits;
import dev.clew.query.plan.PageScan;
import dev.clew.query.plan.RowTest;
import dev.clew.query.plan.SpanTest;
import dev.clew.store.Block;
import dev.clew.store.ColumnKey.Intrinsic;
import dev.clew.store.CorruptBlockException;
import dev.clew.store.Dictionary;
import dev.clew.store.Digest;
import dev.clew.store.StoreView;
import java.io.IOException;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;

/// Lists what the spans of a view that pass a test have to offer, as far as the view can be read.
/// Owned by the thread that asks.
public final class Listing {
  private static final int KINDS = SpanKind.values().length;

  private final List<Block> blocks;
  private final Anchor anchor;
  private final Scatter scatter;
  private final Watch watch;

  /// Of the spans that start in a range.
  public Listing(StoreView view, SpanTest test, TimeRange range, Scatter scatter, Watch watch) {
    anchor = new Anchor(test, range);
    blocks = view.blocks().stream().filter(block -> !anchor.skips(block)).toList();
    this.scatter = scatter;
    this.watch = watch;
  }

  /// What one block has to offer.
  private interface Offer<T> {
    Set<T> of(Block block, RowTest test, Watch watch) throws IOException, QueryException;
  }

  /// The services that have a name, sorted.
  public List<String> services() throws QueryException {
    return union(Listing::servicesOf, Set.of(), Comparator.naturalOrder());
  }

  /// The names of spans, sorted, then by kind.
  public List<Operation> operations() throws QueryException {
    return union(
        Listing::operationsOf,
        EnumSet.of(Intrinsic.RESOURCE, Intrinsic.NAME, Intrinsic.KIND),
        Comparator.comparing(Operation::name).thenComparing(Operation::kind));
  }

  /// @param told the columns that a digest has to tell apart to be asked; none where it need not be
  private <T> List<T> union(Offer<T> offer, Set<Intrinsic> told, Comparator<T> order)
      throws QueryException {
    var all = new TreeSet<T>(order);
    scatter.<Set<T>>inOrder(
        blocks.size(),
        watch,
        (number, part) -> offered(offer, told, blocks.get(number), part),
        found -> {
          all.addAll(found);
          return true;
        });
    return List.copyOf(all);
  }

  private <T> Set<T> offered(Offer<T> offer, Set<Intrinsic> told, Block block, Watch part)
      throws QueryException {
    try {
      Optional<Digest> digest = told.isEmpty() ? Optional.empty() : anchor.digest(block, told);
      return digest.isPresent()
          ? offer.of(digest.get(), anchor.onDigest(digest.get(), part), part)
          : offer.of(block, anchor.on(block, part), part);
    } catch (CorruptBlockException _) {
      return Set.of();
    } catch (IOException e) {
      throw new QueryException("reading block " + block.name(), e);
    }
  }

  private static Set<String> servicesOf(Block block, RowTest test, Watch watch)
      throws IOException, QueryException {
    List<Resource> resources = block.resources();
    var codes = new BitSet();
    if (test.equals(RowTest.EVERYTHING)) {
      codes.set(0, resources.size());
    } else {
      var columns = new PageColumns(Intrinsic.RESOURCE);
      eachPassing(block, test, columns, row -> codes.set((int) columns.values(0)[row]), watch);
    }
    return codes.stream()
        .mapToObj(code -> resources.get(code).serviceName())
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toSet());
  }

  private static Set<Operation> operationsOf(Block block, RowTest test, Watch watch)
      throws IOException, QueryException {
    var columns = new PageColumns(Intrinsic.NAME, Intrinsic.KIND);
    var codes = new BitSet();
    IntConsumer add =
        row -> {
          int kind = SpanKind.of((int) columns.values(1)[row]).ordinal();
          codes.set((int) columns.values(0)[row] * KINDS + kind);
        };
    eachPassing(block, test, columns, add, watch);
    Dictionary names = block.column(Intrinsic.NAME).orElseThrow().dictionary().orElseThrow();
    return codes.stream()
        .mapToObj(code -> new Operation(names.text(code / KINDS), SpanKind.of(code % KINDS)))
        .collect(Collectors.toSet());
  }

  /// Hands out each row that passes, counted from the first of the page that `columns` then holds.
  private static void eachPassing(
      Block block, RowTest test, PageColumns columns, IntConsumer taker, Watch watch)
      throws IOException, QueryException {
    if (test.equals(RowTest.NOTHING)) {
      return;
    }
    var scan = new PageScan(block, test);
    for (int page = 0; page < block.pageCount(); page++) {
      watch.check();
      try {
        long[] passing = scan.select(page);
        columns.read(block, page);
        Bits.forEach(passing, columns.rows(), taker);
      } catch (CorruptBlockException _) {
        // The rest of the block still has its say.
      }
    }
  }
}
