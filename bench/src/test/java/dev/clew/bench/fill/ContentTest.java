package dev.clew.bench.fill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.clew.bench.data.Pool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentTest {
  @TempDir Path folder;

  @Test
  void of_spans_isAboutSoMany() {
    assertThat((double) Content.of(1, 300_000, 500).spans()).isCloseTo(300_000, within(15_000.));
  }

  @Test
  void anyTrace_fewTraces_isOneThatIsSent() {
    Content content = Content.of(1, 100, 500);
    Pool pool = Pool.make(content.recipe());
    var sent =
        pool.template(0).spansByTrace().keySet().stream().map(pool.round(0, 5)::traceId).toList();

    assertThat(sent).contains(content.anyTrace(new SplittableRandom(1)));
  }

  @Test
  void read_writtenContent_isTheSame() throws IOException {
    Content content = Content.of(3, 500_000, 500);
    Path file = folder.resolve("content");
    content.write(file);

    assertThat(Content.read(file)).contains(content);
    assertThat(Content.read(folder.resolve("other"))).isEmpty();
  }

  @Test
  void read_damagedFile_saysWhatIsMissing() throws IOException {
    Path file = Files.writeString(folder.resolve("content"), "seed=1\nservices=x\n");

    assertThatThrownBy(() -> Content.read(file)).hasMessageContaining("services, got 'x'");
  }
}
