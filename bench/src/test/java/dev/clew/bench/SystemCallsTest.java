package dev.clew.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SystemCallsTest {
  private static final String ASKED =
      "7 read(88<TCPv6:[[::1]:1->[::1]:2]>, \"POST /v1/traces ... MARK-0001\", 200) = 200\n";
  private static final String WRITTEN =
      "9 pwrite64(78</d/wal/1.wal>, \"V\\0MARK-0001\", 94, 0) = 94\n";
  private static final String SYNCED = "9 fdatasync(78</d/wal/1.wal>) = 0\n";
  private static final String ANSWERED =
      "7 write(88<TCPv6:[[::1]:1->[::1]:2]>, \"HTTP/1.1 200 OK\\r\\n\", 107) = 107\n";

  private static SystemCalls read(String... lines) {
    return SystemCalls.read(String.join("", lines).lines());
  }

  @Test
  void early_answerAfterSync_isNot() {
    SystemCalls calls = read(ASKED, WRITTEN, SYNCED, ANSWERED);

    assertThat(calls.answered()).containsExactly("MARK-0001");
    assertThat(calls.early()).isEmpty();
  }

  @Test
  void early_answerBeforeSync_is() {
    assertThat(read(ASKED, WRITTEN, ANSWERED, SYNCED).early()).containsExactly("MARK-0001");
    assertThat(read(ASKED, SYNCED, WRITTEN, ANSWERED).early()).containsExactly("MARK-0001");
  }

  @Test
  void early_syncThatBeganBeforeTheWriteEnded_doesNotCount() {
    String began = "9 fdatasync(78</d/wal/1.wal> <unfinished ...>\n";
    String ended = "9 <... fdatasync resumed>) = 0\n";
    String written = WRITTEN.replace("9 pwrite64", "8 pwrite64");

    assertThat(read(ASKED, written, began, ended, ANSWERED).early()).isEmpty();
    assertThat(read(ASKED, began, written, ended, ANSWERED).early()).containsExactly("MARK-0001");
  }

  @Test
  void early_syncThatFailedOrOfAnotherFile_doesNotCount() {
    String failed = SYNCED.replace("= 0", "= -1 EIO (Input/output error)");
    String other = SYNCED.replace("1.wal", "2.wal");

    assertThat(read(ASKED, WRITTEN, failed, ANSWERED).early()).hasSize(1);
    assertThat(read(ASKED, WRITTEN, other, ANSWERED).early()).hasSize(1);
  }

  @Test
  void answered_connectionsSideBySide_areToldApart() {
    String asked = ASKED.replace(":2]", ":3]").replace("MARK-0001", "MARK-0002");
    String answered = ANSWERED.replace(":2]", ":3]");

    SystemCalls calls = read(ASKED, asked, WRITTEN, SYNCED, ANSWERED, answered);

    assertThat(calls.answered()).containsExactlyInAnyOrder("MARK-0001", "MARK-0002");
    assertThat(calls.early()).containsExactly("MARK-0002");
  }
}
