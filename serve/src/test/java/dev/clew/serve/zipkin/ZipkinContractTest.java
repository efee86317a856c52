package dev.clew.serve.zipkin;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import zipkin2.Call;
import zipkin2.codec.SpanBytesEncoder;
import zipkin2.storage.ITAutocompleteTags;
import zipkin2.storage.ITDependencies;
import zipkin2.storage.ITDependenciesHeavy;
import zipkin2.storage.ITServiceAndSpanNames;
import zipkin2.storage.ITSpanStore;
import zipkin2.storage.ITSpanStoreHeavy;
import zipkin2.storage.ITTraces;
import zipkin2.storage.StorageComponent;

/// What Zipkin asks of whoever keeps its spans, asked over HTTP, with spans that were sent in each
/// of its encodings. Each test starts with a server that has nothing.
@ParameterizedClass
@EnumSource
final class ZipkinContractTest {
  private final SpanBytesEncoder encoder;

  ZipkinContractTest(SpanBytesEncoder encoder) {
    this.encoder = encoder;
  }

  @Nested
  class TracesById extends ITTraces<HttpStorage> {
    @Override
    protected StorageComponent.Builder newStorageBuilder(TestInfo test) {
      return new HttpStorage.Builder(encoder);
    }

    @Override
    protected void clear() throws IOException {
      storage.server().clear();
    }
  }

  @Nested
  class Search extends ITSpanStore<HttpStorage> {
    @Override
    protected StorageComponent.Builder newStorageBuilder(TestInfo test) {
      return new HttpStorage.Builder(encoder);
    }

    @Override
    protected void clear() throws IOException {
      storage.server().clear();
    }
  }

  @Nested
  class SearchAmongMany extends ITSpanStoreHeavy<HttpStorage> {
    @Override
    protected StorageComponent.Builder newStorageBuilder(TestInfo test) {
      return new HttpStorage.Builder(encoder);
    }

    @Override
    protected void clear() {
      // Each test has a server of its own.
    }
  }

  @Nested
  class Names extends ITServiceAndSpanNames<HttpStorage> {
    @Override
    protected StorageComponent.Builder newStorageBuilder(TestInfo test) {
      return new HttpStorage.Builder(encoder);
    }

    @Override
    protected void clear() throws IOException {
      storage.server().clear();
    }
  }

  @Nested
  class Autocomplete extends ITAutocompleteTags<HttpStorage> {
    @Override
    protected StorageComponent.Builder newStorageBuilder(TestInfo test) {
      return new HttpStorage.Builder(encoder);
    }

    @Override
    protected void clear() throws IOException {
      storage.server().clear();
    }
  }

  @Nested
  class Dependencies extends ITDependencies<HttpStorage> {
    /// Asks the server where Zipkin's own test asks its client, before anything is sent.
    @Override
    @Test
    protected void endTsAndLookbackMustBePositive() {
      Call<?> withoutEnd = storage.getDependencies(0, 1);
      Call<?> withoutTime = storage.getDependencies(1, 0);

      assertThatThrownBy(withoutEnd::execute).hasMessage("400 endTs <= 0\n");
      assertThatThrownBy(withoutTime::execute).hasMessage("400 lookback <= 0\n");
    }

    @Override
    protected StorageComponent.Builder newStorageBuilder(TestInfo test) {
      return new HttpStorage.Builder(encoder);
    }

    @Override
    protected void clear() throws IOException {
      storage.server().clear();
    }
  }

  @Nested
  class ManyDependencies extends ITDependenciesHeavy<HttpStorage> {
    @Override
    protected StorageComponent.Builder newStorageBuilder(TestInfo test) {
      return new HttpStorage.Builder(encoder);
    }

    @Override
    protected void clear() {
      // Each test has a server of its own.
    }
  }
}
