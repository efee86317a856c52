package dev.clew.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.model.Span;
import dev.clew.model.TenantId;
import dev.clew.model.TimeRange;
import dev.clew.model.TraceId;
import dev.clew.store.block.SealedBlock;
import dev.clew.store.block.StoredColumn;
import dev.clew.store.block.StoredKey;
import dev.clew.store.disk.Disk;
import dev.clew.store.disk.FaultyDisk;
import dev.clew.store.disk.FaultyDisk.Operation;
import dev.clew.store.disk.ForgetfulDisk;
import dev.clew.store.wal.WalRecord;
import dev.clew.store.wal.WalSettings;
import dev.clew.store.wal.WriteAheadLog;
import dev.clew.testkit.Gen;
import dev.clew.testkit.OtlpProto;
import dev.clew.testkit.TraceGen;
import dev.clew.wire.Encoding;
import dev.clew.wire.Inflation;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// That deleted traces go from every file, and what happens when they cannot.
class EmbeddedStoreDeletionTest {
  private static final TenantId TENANT = TenantId.DEFAULT;
  private static final String SECRET = "hunter2-is-no-password";

  private final ForgetfulDisk memory = new ForgetfulDisk();
  private final FaultyDisk disk = new FaultyDisk(memory);
  private final List<Span> secrets = new TraceGen(new Gen(1)).trace(12);
  private final List<Span> others = new TraceGen(new Gen(2)).trace(12);
  private final TraceId secret = secrets.getFirst().traceId();
  private EmbeddedStore store;

  private static EmbeddedStore open(Disk disk) throws IOException {
    StoreSettings settings =
        StoreSettings.of(Path.of("/data"))
            .withLog(Duration.ZERO, 1 << 14, Duration.ofMillis(1))
            .withHeads(1 << 30, 1 << 20, Duration.ofHours(1));
    return EmbeddedStore.open(
        settings, disk, StoreClock.of(InstantSource.system()), StoreListener.NONE);
  }

  @BeforeEach
  void openStore() throws IOException {
    store = open(disk);
  }

  @AfterEach
  void closeStore() throws IOException {
    store.close();
  }

  private void append(List<Span> spans, Encoding encoding) {
    assertThat(store.append(TENANT, Requests.of(withSecrets(spans), encoding)))
        .isInstanceOf(AppendResult.Stored.class);
  }

  /// The secret stands in a value, in a key, and in the name of an event of the spans of its trace.
  private ExportTraceServiceRequest withSecrets(List<Span> spans) {
    var request = OtlpProto.request(spans).toBuilder();
    for (var resource : request.getResourceSpansBuilderList()) {
      for (var scope : resource.getScopeSpansBuilderList()) {
        for (var span : scope.getSpansBuilderList()) {
          if (spans.getFirst().traceId().equals(secret)) {
            var value = AnyValue.newBuilder().setStringValue(SECRET);
            span.addAttributes(KeyValue.newBuilder().setKey("password").setValue(value));
            span.addAttributes(KeyValue.newBuilder().setKey(SECRET).setValue(value));
            span.addEventsBuilder().setName(SECRET);
          }
        }
      }
    }
    return request.build();
  }

  private static List<String> rows(EmbeddedStore store) {
    try (StoreView view = store.view(TENANT, TimeRange.ALL)) {
      return StoredRows.of(view);
    }
  }

  /// The files in which the secret, or the id of its trace, stands: as they are, or decoded.
  private List<String> filesWithSecret() throws IOException {
    var found = new ArrayList<String>();
    for (Path file : memory.files()) {
      if (holds(memory.bytes(file)) || decodedHolds(file)) {
        found.add(file.toString());
      }
    }
    return found;
  }

  private boolean decodedHolds(Path file) throws IOException {
    if (file.toString().endsWith(".clew")) {
      return blockHolds(file);
    }
    return file.toString().endsWith(".wal") && logHolds();
  }

  private boolean holds(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1).contains(SECRET);
  }

  private boolean blockHolds(Path file) throws IOException {
    try (SealedBlock block = SealedBlock.open(memory, file)) {
      if (block.storedKeys().toString().contains(SECRET) || block.traces().find(secret) >= 0) {
        return true;
      }
      for (StoredKey key : block.storedKeys()) {
        if (key.isCoded() && dictionaryHolds(block.stored(key).orElseThrow())) {
          return true;
        }
      }
      return false;
    }
  }

  private boolean dictionaryHolds(StoredColumn column) throws IOException {
    Dictionary dictionary = column.dictionary();
    for (int code = 0; code < dictionary.size(); code++) {
      if (holds(dictionary.bytes(code))) {
        return true;
      }
    }
    return false;
  }

  private boolean logHolds() throws IOException {
    var bodies = new ArrayList<WalRecord>();
    var settings =
        new WalSettings(
            Path.of("/data/wal"), SyncMode.OFF, 1 << 14, Duration.ZERO, Duration.ofSeconds(1));
    WriteAheadLog.open(memory.copy(), settings, -1, (_, _) -> {}, bodies::add).close();
    for (WalRecord each : bodies) {
      if (holds(inflated(each))) {
        return true;
      }
    }
    return false;
  }

  private static byte[] inflated(WalRecord record) {
    try {
      return Inflation.inflate(record.body(), record.encoding(), 1 << 24);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private void eraseUntilDone() throws IOException {
    for (int attempt = 0; attempt < 3; attempt++) {
      store.erase();
    }
    assertThat(store.deletions(TENANT))
        .allSatisfy(each -> assertThat(each.state()).isEqualTo(Deletion.State.DONE));
  }

  @ParameterizedTest
  @EnumSource
  void erase_traceInHeadsBlocksAndLog_isGoneFromEveryFile(Encoding encoding) throws IOException {
    append(secrets.subList(0, 4), encoding);
    append(others.subList(0, 6), encoding);
    store.seal();
    append(secrets.subList(4, 8), encoding);
    store.seal();
    store.compact();
    append(others.subList(6, 12), encoding);
    append(secrets.subList(8, 12), encoding);
    List<String> expected = rows(InMemorySpanStore.block("others", others, 10));
    assertThat(filesWithSecret()).anyMatch(each -> each.endsWith(".clew"));
    assertThat(filesWithSecret()).anyMatch(each -> each.endsWith(".wal"));

    store.delete(TENANT, Set.of(secret));
    eraseUntilDone();

    assertThat(filesWithSecret()).isEmpty();
    assertThat(rows(store)).isEqualTo(expected);
    assertThat(memory.files().toString()).doesNotContain(".deletion");
    store.close();
    openStore();
    assertThat(rows(store)).isEqualTo(expected);
  }

  @Test
  void erase_pinnedTrace_isGoneFromEveryFile() throws IOException {
    append(secrets, Encoding.ZSTD);
    store.pin(TENANT, secret);
    assertThat(filesWithSecret()).anyMatch(each -> each.contains("/pins/"));

    store.delete(TENANT, Set.of(secret));
    eraseUntilDone();

    assertThat(filesWithSecret()).isEmpty();
    assertThat(memory.files().toString()).doesNotContain(secret.toString());
  }

  private static List<String> rows(Block block) {
    return StoredRows.of(block).stream().sorted().toList();
  }

  @Test
  void erase_afterRestart_goesOn() throws IOException {
    append(secrets, Encoding.ZSTD);
    append(others, Encoding.ZSTD);
    store.delete(TENANT, Set.of(secret));
    store.close();
    openStore();

    assertThat(store.fetch(TENANT, secret).size()).isZero();
    assertThat(store.deletions(TENANT))
        .singleElement()
        .satisfies(each -> assertThat(each.remains()).isNotEmpty());
    eraseUntilDone();

    assertThat(filesWithSecret()).isEmpty();
  }

  @Test
  void erase_otherTenantInTheSameSegment_isSealedAndKept() throws IOException {
    var bob = new TenantId("bob");
    append(secrets, Encoding.IDENTITY);
    store.append(bob, Requests.of(others));

    store.delete(TENANT, Set.of(secret));
    eraseUntilDone();

    assertThat(filesWithSecret()).isEmpty();
    try (StoreView view = store.view(bob, TimeRange.ALL)) {
      assertThat(StoredRows.of(view)).hasSize(others.size());
    }
  }

  @Test
  void erase_viewIsOpen_waitsForIt() throws IOException {
    append(secrets, Encoding.IDENTITY);
    store.seal();
    try (StoreView view = store.view(TENANT, TimeRange.ALL)) {
      store.delete(TENANT, Set.of(secret));
      store.erase();

      assertThat(StoredRows.of(view)).hasSize(12);
    }
    eraseUntilDone();
    assertThat(filesWithSecret()).isEmpty();
  }

  @Test
  void erase_diskIsFull_staysHiddenAndSaysWhatRemains() throws IOException {
    append(secrets, Encoding.IDENTITY);
    append(others, Encoding.IDENTITY);
    store.seal();
    store.delete(TENANT, Set.of(secret));
    disk.fail(Operation.WRITE, "/blocks/", "No space left on device");

    assertThatThrownBy(() -> store.erase()).hasMessageContaining("No space left");

    assertThat(rows(store)).hasSize(12);
    assertThat(store.deletions(TENANT).getFirst().remains().toString()).contains("block 0000");
    disk.heal();
    eraseUntilDone();
    assertThat(filesWithSecret()).isEmpty();
  }

  @Test
  void erase_damagedBlock_isNotDoneBeforeItIsTakenAway() throws IOException {
    append(secrets, Encoding.IDENTITY);
    store.seal();
    store.close();
    Path block =
        memory.files().stream().filter(each -> each.toString().endsWith(".clew")).findAny().get();
    memory.put(block, new byte[50]);
    openStore();

    store.delete(TENANT, Set.of(secret));
    store.erase();

    assertThat(store.deletions(TENANT).getFirst().state()).isEqualTo(Deletion.State.HIDDEN);
    assertThat(store.deletions(TENANT).getFirst().remains().toString()).contains(".damaged");
    disk.delete(Path.of(block + ".damaged"));
    eraseUntilDone();
  }

  @Test
  void delete_tombstoneCannotBeWritten_deletesNothing() throws IOException {
    append(secrets, Encoding.IDENTITY);
    disk.fail(Operation.WRITE, ".deletion", "Input/output error");

    assertThatThrownBy(() -> store.delete(TENANT, Set.of(secret)))
        .hasMessageContaining("Input/output error");

    assertThat(rows(store)).hasSize(12);
    assertThat(store.deletions(TENANT)).isEmpty();
  }

  @Test
  void open_tombstoneIsDamaged_refusesToShowWhatIsDeleted() throws IOException {
    append(secrets, Encoding.IDENTITY);
    store.delete(TENANT, Set.of(secret));
    store.close();
    Path file =
        memory.files().stream()
            .filter(each -> each.toString().endsWith(".deletion"))
            .findAny()
            .get();
    byte[] bytes = memory.bytes(file);
    bytes[40] ^= 1;
    memory.put(file, bytes);

    assertThatThrownBy(() -> open(memory))
        .isInstanceOf(DataFolderException.class)
        .hasMessageContaining(file.toString());

    bytes[40] ^= 1;
    memory.put(file, bytes);
    openStore();
  }

  @Test
  void delete_manyTimes_hidesAll() throws IOException {
    append(secrets, Encoding.IDENTITY);
    append(others, Encoding.IDENTITY);
    store.delete(TENANT, Set.of(secret));
    store.seal();
    store.delete(TENANT, Set.of(others.getFirst().traceId()));

    assertThat(rows(store)).isEmpty();
    eraseUntilDone();
    assertThat(store.deletions(TENANT)).hasSize(2);
    assertThat(store.status().blocks()).isZero();
  }

  @Test
  void powerCut_atAnyStepOfDeletion_showsNothingDeletedAndLosesNothingElse() throws IOException {
    for (long cut = 0; cut < 90; cut++) {
      var mortal = new ForgetfulDisk();
      boolean isDeleted = live(mortal, cut);
      try (EmbeddedStore left = open(mortal.afterPowerCut(new SplittableRandom(cut)))) {
        assertThat(left.fetch(TENANT, others.getFirst().traceId()).size()).isEqualTo(12);
        if (isDeleted) {
          assertThat(left.fetch(TENANT, secret).size()).as("cut after %d", cut).isZero();
        }
        left.erase();
        left.erase();
        assertThat(left.fetch(TENANT, others.getFirst().traceId()).size()).isEqualTo(12);
        assertThat(rows(left)).doesNotHaveDuplicates();
      }
    }
  }

  /// Stores, then deletes and erases until the power goes so many operations after the spans were
  /// stored; true when the deletion was acknowledged.
  private boolean live(ForgetfulDisk mortal, long cut) throws IOException {
    boolean isDeleted = false;
    EmbeddedStore living = open(mortal);
    try {
      living.append(TENANT, Requests.of(secrets.subList(0, 6)));
      living.append(TENANT, Requests.of(others));
      living.seal();
      living.append(TENANT, Requests.of(secrets.subList(6, 12)));
      mortal.cutAfter(mortal.operations() + cut);
      living.delete(TENANT, Set.of(secret));
      isDeleted = true;
      living.erase();
      living.erase();
    } catch (IOException _) {
      // The power is off.
    } finally {
      living.close();
    }
    return isDeleted;
  }
}
