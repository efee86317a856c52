package dev.clew.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.model.Span;
import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.store.block.StoredBlock;
import dev.clew.store.disk.ForgetfulDisk;
import dev.clew.testkit.Effort;
import dev.clew.testkit.Gen;
import dev.clew.testkit.OtlpProto;
import dev.clew.testkit.TraceGen;
import dev.clew.wire.otlp.SpanBatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/// A store whose files are not what it wrote: cut, with bits turned round, gone.
class EmbeddedStoreDamageTest {
  private static final Path FOLDER = Path.of("/data");
  private static final TenantId TENANT = TenantId.DEFAULT;

  private final List<Span> spans = new TraceGen(new Gen(1)).trace(6);

  private static EmbeddedStore open(ForgetfulDisk disk) throws IOException {
    StoreSettings settings =
        StoreSettings.of(FOLDER)
            .withLog(Duration.ZERO, 1 << 16, Duration.ofHours(1))
            .withHeads(1 << 30, 1 << 20, Duration.ofHours(1));
    return EmbeddedStore.open(
        settings, disk, StoreClock.of(InstantSource.system()), StoreListener.NONE);
  }

  /// A disk on which each of these spans is a request of the log.
  private static ForgetfulDisk logged(List<Span> spans) throws IOException {
    var disk = new ForgetfulDisk();
    try (EmbeddedStore store = open(disk)) {
      spans.forEach(span -> store.append(TENANT, Requests.of(span)));
    }
    return disk;
  }

  private static ForgetfulDisk sealed(List<Span> spans) throws IOException {
    var disk = new ForgetfulDisk();
    try (EmbeddedStore store = open(disk)) {
      store.append(TENANT, Requests.of(spans));
      store.seal();
    }
    return disk;
  }

  private static Path file(ForgetfulDisk disk, String suffix) {
    return disk.files().stream()
        .filter(each -> each.toString().endsWith(suffix))
        .reduce((_, last) -> last)
        .orElseThrow();
  }

  private static List<String> rowsOf(List<Span> spans) {
    return StoredRows.of(InMemorySpanStore.block("expected", spans, 10)).stream().sorted().toList();
  }

  private static List<String> rows(EmbeddedStore store) {
    try (StoreView view = store.view(TENANT, TimeRange.ALL)) {
      return StoredRows.of(view);
    }
  }

  /// Where the records of a log end.
  private static int end(byte[] log) {
    int end = log.length;
    while (log[end - 1] == 0) {
      end--;
    }
    return end;
  }

  @Test
  void open_logCutAtAnyByte_keepsAllWholeRequests() throws IOException {
    ForgetfulDisk disk = logged(spans.subList(0, 3));
    Path log = file(disk, ".wal");
    byte[] whole = disk.bytes(log);
    int kept = 0;
    for (int length = 0; length <= end(whole); length++) {
      ForgetfulDisk cut = disk.copy();
      cut.put(log, Arrays.copyOf(whole, length));
      try (EmbeddedStore store = open(cut)) {
        int now = (int) store.status().storedSpans();

        assertThat(now).as("cut at %d", length).isBetween(kept, kept + 1);
        assertThat(rows(store)).isEqualTo(rowsOf(spans.subList(0, now)));
        kept = now;
      }
    }
    assertThat(kept).isEqualTo(3);
  }

  @Test
  void open_logWithTornTail_takesNewRequestsBehindIt() throws IOException {
    ForgetfulDisk disk = logged(spans.subList(0, 3));
    Path log = file(disk, ".wal");
    byte[] whole = disk.bytes(log);
    disk.put(log, Arrays.copyOf(whole, end(whole) - 1));
    try (EmbeddedStore store = open(disk)) {
      store.append(TENANT, Requests.of(spans.get(4)));
    }

    try (EmbeddedStore store = open(disk)) {
      assertThat(rows(store)).isEqualTo(rowsOf(List.of(spans.get(0), spans.get(1), spans.get(4))));
      assertThat(store.status().missing()).isEmpty();
    }
  }

  @Test
  void open_bitTurnedInLog_servesNothingWrong() throws IOException {
    ForgetfulDisk disk = logged(spans);
    Path log = file(disk, ".wal");
    var random = new SplittableRandom(1);
    for (int flip = 0; flip < Effort.of(500, 10_000); flip++) {
      ForgetfulDisk damaged = disk.copy();
      int at = random.nextInt(end(disk.bytes(log)));
      damaged.put(log, flipped(disk.bytes(log), at, random.nextInt(8)));
      try (EmbeddedStore store = open(damaged)) {
        List<String> rows = rows(store);

        assertThat(rowsOf(spans)).as("bit turned at %d", at).containsAll(rows);
        // Damage to the last request looks like one that was never finished.
        assertThat(rows.size() == spans.size() - 1 || !store.status().missing().isEmpty())
            .as("bit turned at %d", at)
            .isTrue();
      }
    }
  }

  private static byte[] flipped(byte[] bytes, int at, int bit) {
    byte[] flipped = bytes.clone();
    flipped[at] ^= (byte) (1 << bit);
    return flipped;
  }

  @Test
  void open_damageInOlderLog_isReportedAndTheRestServed() throws IOException {
    ForgetfulDisk disk = logged(spans.subList(0, 3));
    Path older = file(disk, ".wal");
    try (EmbeddedStore store = open(disk)) {
      store.append(TENANT, Requests.of(spans.get(3)));
    }
    byte[] bytes = disk.bytes(older);
    disk.put(older, flipped(bytes, end(bytes) - 5, 3));

    for (int start = 0; start < 2; start++) {
      try (EmbeddedStore store = open(disk);
          StoreView view = store.view(TENANT, TimeRange.ALL)) {
        assertThat(StoredRows.of(view))
            .isEqualTo(rowsOf(List.of(spans.get(0), spans.get(1), spans.get(3))));
        assertThat(view.missing()).anyMatch(each -> each.contains("damaged log"));
        assertThat(store.status().missing()).isEqualTo(view.missing());
      }
    }
  }

  @Test
  void open_olderLogGone_isReported() throws IOException {
    var disk = new ForgetfulDisk();
    Path second = null;
    for (int at = 0; at < 3; at++) {
      try (EmbeddedStore store = open(disk)) {
        store.append(TENANT, Requests.of(spans.get(at)));
        second = at == 1 ? file(disk, ".wal") : second;
      }
    }
    disk.delete(Objects.requireNonNull(second));

    try (EmbeddedStore store = open(disk)) {
      assertThat(rows(store)).isEqualTo(rowsOf(List.of(spans.get(0), spans.get(2))));
      assertThat(store.status().missing()).singleElement().asString().contains("log misses");
    }
  }

  @Test
  void open_bitTurnedInBlock_servesNothingWrong() throws IOException {
    ForgetfulDisk disk = sealed(spans);
    Path block = file(disk, ".clew");
    byte[] bytes = disk.bytes(block);
    var random = new SplittableRandom(2);
    int silent = 0;
    for (int flip = 0; flip < Effort.of(1_000, 10_000); flip++) {
      ForgetfulDisk damaged = disk.copy();
      int at = random.nextInt(bytes.length);
      damaged.put(block, flipped(bytes, at, random.nextInt(8)));
      try (EmbeddedStore store = open(damaged);
          StoreView view = store.view(TENANT, TimeRange.ALL)) {
        silent += isNoticed(store, view) ? 0 : 1;
      }
    }
    assertThat(silent).isZero();
  }

  /// True when the view says that it misses a block, or reading it fails.
  private boolean isNoticed(EmbeddedStore store, StoreView view) throws IOException {
    if (!view.missing().isEmpty()) {
      // What the log still has is all there.
      return StoredRows.of(view).equals(rowsOf(spans));
    }
    try {
      view.blocks().forEach(EmbeddedStoreDamageTest::readHidden);
      StoredRows.of(view);
      for (Block block : view.blocks()) {
        readSummaries(block);
        var _ = block.digest(Set.of(ColumnKey.Intrinsic.NAME));
      }
      Duration step = Duration.ofSeconds(10);
      return !store.countSpans(TENANT, TimeRange.ALL, step).missing().isEmpty()
          || !store.countCalls(TENANT, TimeRange.ALL, step).missing().isEmpty();
    } catch (CorruptBlockException _) {
      return true;
    } catch (UncheckedIOException e) {
      return e.getCause() instanceof CorruptBlockException;
    }
  }

  private static void readSummaries(Block block) throws IOException {
    TraceSummaries summaries = block.summaries().orElseThrow();
    for (int number = 0; number < block.traces().size(); number++) {
      summaries.rootRow(number);
      summaries.spanCount(number);
      summaries.errorCount(number);
      summaries.serviceCount(number);
      summaries.orphanCount(number);
      summaries.isSplit(number);
    }
    for (int page = 0; page < block.pageCount(); page++) {
      summaries.readCriticalPath(page, new ColumnPage());
    }
  }

  private static void readHidden(Block block) {
    var stored = (StoredBlock) block;
    try {
      for (var key : stored.storedKeys()) {
        var column = stored.stored(key).orElseThrow();
        for (int page = 0; page < block.pageCount(); page++) {
          column.read(page, new ColumnPage());
        }
        if (key.isCoded()) {
          Dictionary dictionary = column.dictionary();
          IntStream.range(0, dictionary.size()).forEach(dictionary::bytes);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void open_blockCutShort_isSetAsideAndTheRestServed() throws IOException {
    ForgetfulDisk disk = sealed(spans.subList(0, 3));
    Path block = file(disk, ".clew");
    try (EmbeddedStore store = open(disk)) {
      store.append(TENANT, Requests.of(spans.get(3)));
    }
    disk.put(block, Arrays.copyOf(disk.bytes(block), disk.bytes(block).length / 2));

    for (int start = 0; start < 2; start++) {
      try (EmbeddedStore store = open(disk);
          StoreView view = store.view(TENANT, TimeRange.ALL)) {
        assertThat(StoredRows.of(view)).isEqualTo(rowsOf(List.of(spans.get(3))));
        assertThat(view.missing()).singleElement().asString().contains(block + ".damaged");
      }
    }
    assertThat(disk.files()).doesNotContain(block);
  }

  @Test
  void open_blockDamagedBeforeItsLogIsGone_readsTheLogAgain() throws IOException {
    var disk = new ForgetfulDisk();
    try (EmbeddedStore store = open(disk)) {
      store.append(TENANT, Requests.of(spans));
      store.seal();
    }
    Path block = file(disk, ".clew");
    disk.put(block, new byte[0]);

    try (EmbeddedStore store = open(disk)) {
      assertThat(rows(store)).isEqualTo(rowsOf(spans));
      store.seal();
    }
    try (EmbeddedStore store = open(disk)) {
      assertThat(rows(store)).isEqualTo(rowsOf(spans));
    }
  }

  @Test
  void view_missingOfOneTenant_isNotShownToAnother() throws IOException {
    ForgetfulDisk disk = sealed(spans);
    disk.put(file(disk, ".clew"), new byte[10]);

    try (EmbeddedStore store = open(disk);
        StoreView view = store.view(new TenantId("other"), TimeRange.ALL)) {
      assertThat(view.missing()).isEmpty();
    }
  }

  @Test
  void open_blockOfAnotherTenant_isLeftAloneAndReported() throws IOException {
    ForgetfulDisk disk = sealed(spans);
    Path block = file(disk, ".clew");
    Path folder = Objects.requireNonNull(block.getParent());
    Path stranger = folder.resolveSibling("other").resolve(block.getFileName());
    disk.createFolder(folder.resolveSibling("other"));
    disk.put(stranger, disk.bytes(block));

    try (EmbeddedStore store = open(disk)) {
      assertThat(store.status().missing()).singleElement().asString().contains("of tenant default");
    }
    assertThat(disk.files()).contains(stranger);
  }

  /// The header says the next version, and its checksum is right.
  private static byte[] ofNextVersion(byte[] file, int end) {
    byte[] next = file.clone();
    ByteBuffer header = ByteBuffer.wrap(next).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(8, header.getInt(8) + 1);
    var crc = new CRC32C();
    crc.update(next, 0, 12);
    crc.update(next, 16, end - 16);
    header.putInt(12, (int) crc.getValue());
    return next;
  }

  @Test
  void open_blockOfNewerProgram_isLeftAloneAndReported() throws IOException {
    ForgetfulDisk disk = sealed(spans);
    Path block = file(disk, ".clew");
    byte[] next = ofNextVersion(disk.bytes(block), 16);
    disk.put(block, next);

    try (EmbeddedStore store = open(disk)) {
      assertThat(store.status().missing()).singleElement().asString().contains("format version 3");
    }
    assertThat(disk.bytes(block)).isEqualTo(next);
  }

  @Test
  void open_logOfNewerProgram_isRefusedAndLeftAlone() throws IOException {
    ForgetfulDisk disk = logged(spans);
    Path log = file(disk, ".wal");
    byte[] next = ofNextVersion(disk.bytes(log), 32);
    disk.put(log, next);
    List<Path> files = disk.files();

    assertThatThrownBy(() -> open(disk))
        .isInstanceOf(DataFolderException.class)
        .hasMessageContaining("format version 2, this program reads up to 1");
    assertThat(disk.bytes(log)).isEqualTo(next);
    assertThat(disk.files()).isEqualTo(files);
  }

  @Test
  void open_unfinishedBlock_isDeleted() throws IOException {
    ForgetfulDisk disk = sealed(spans);
    Path unfinished = Path.of(file(disk, ".clew") + ".tmp");
    disk.put(unfinished, new byte[100]);

    open(disk).close();

    assertThat(disk.files()).doesNotContain(unfinished);
  }

  @Test
  void fetch_damagedPage_failsAndSaysWhere() throws IOException {
    ForgetfulDisk disk = sealed(spans);
    Path block = file(disk, ".clew");
    disk.put(block, flipped(disk.bytes(block), 30, 1));

    try (EmbeddedStore store = open(disk)) {
      assertThatThrownBy(() -> store.fetch(TENANT, spans.getFirst().traceId()))
          .isInstanceOf(CorruptBlockException.class)
          .hasMessageContaining("" + block.getFileName());
    }
  }

  /// Every byte of a block in turn: what is counted is right, or said to be missing.
  @Test
  void count_anyByteOfABlockChanged_isRightOrMissesSomething() throws IOException {
    ForgetfulDisk disk = sealed(spans);
    Path block = file(disk, ".clew");
    byte[] whole = disk.bytes(block);
    List<String> expected = counts(disk);
    int missed = 0;
    for (int at = 0; at < whole.length; at += 5) {
      ForgetfulDisk changed = disk.copy();
      byte[] bytes = whole.clone();
      bytes[at] ^= 0x10;
      changed.put(block, bytes);
      List<String> found = counts(changed);
      missed += found.contains("missing") ? 1 : 0;
      assertThat(found.equals(expected) || found.contains("missing")).as("byte %d", at).isTrue();
    }
    assertThat(missed).isPositive();
  }

  private static List<String> counts(ForgetfulDisk disk) throws IOException {
    try (EmbeddedStore store = open(disk)) {
      Counts<SpanSeries> counts = store.countSpans(TENANT, TimeRange.ALL, Duration.ofSeconds(10));
      var told = new ArrayList<>(NaiveCounts.told(counts));
      if (!counts.missing().isEmpty()) {
        told.add("missing");
      }
      return told;
    }
  }

  @Test
  void open_olderBlockDamagedBeforeItsLogIsGone_comesBackInItsPlace() throws IOException {
    var disk = new ForgetfulDisk();
    Span sentAgain = withName(spans.get(0), "sent again");
    try (EmbeddedStore store = open(disk)) {
      store.append(TENANT, Requests.of(spans.subList(0, 3)));
      store.seal();
      store.append(TENANT, Requests.of(sentAgain));
      store.seal();
      store.append(TENANT, Requests.of(spans.get(3)));
    }
    disk.put(blocks(disk).getFirst(), new byte[0]);

    for (int start = 0; start < 3; start++) {
      try (EmbeddedStore store = open(disk)) {
        assertThat(names(store.fetch(TENANT, spans.getFirst().traceId())))
            .containsExactlyInAnyOrder(
                "sent again", spans.get(1).name(), spans.get(2).name(), spans.get(3).name());
      }
    }
    assertThat(blocks(disk)).hasSizeGreaterThanOrEqualTo(2);
  }

  private static List<Path> blocks(ForgetfulDisk disk) {
    return disk.files().stream()
        .filter(each -> each.toString().endsWith(".clew"))
        .sorted()
        .toList();
  }

  private static Span withName(Span span, String name) {
    var request = OtlpProto.request(List.of(span)).toBuilder();
    request.getResourceSpansBuilder(0).getScopeSpansBuilder(0).getSpansBuilder(0).setName(name);
    return OtlpProto.spans(request.build()).getFirst();
  }

  private static List<String> names(SpanBatch batch) {
    return Requests.alone(batch).stream()
        .map(each -> each.getScopeSpans(0).getSpans(0).getName())
        .toList();
  }
}
