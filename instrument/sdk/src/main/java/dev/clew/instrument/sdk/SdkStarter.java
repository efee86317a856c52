package dev.clew.instrument.sdk;

import dev.clew.instrument.Running;
import dev.clew.instrument.Starter;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;

/// Starts the SDK from settings and the environment, unless an agent has done so before.
public final class SdkStarter implements Starter {
  private static final Logger LOG = Logger.getLogger(SdkStarter.class.getName());

  @Override
  public Running start(Map<String, String> settings) {
    if (GlobalOpenTelemetry.isSet()) {
      LOG.info("tracing is running already, perhaps by an agent; its settings stand");
      return new Started(OpenTelemetrySdk.builder().build());
    }
    return new Started(
        AutoConfiguredOpenTelemetrySdk.builder()
            .addPropertiesSupplier(() -> settings)
            .setResultAsGlobal()
            .build()
            .getOpenTelemetrySdk());
  }

  /// The SDK that was started here.
  private static final class Started implements Running {
    private final OpenTelemetrySdk sdk;

    Started(OpenTelemetrySdk sdk) {
      this.sdk = sdk;
    }

    @Override
    public boolean flush(Duration atMost) {
      return CompletableResultCode.ofAll(
              List.of(
                  sdk.getSdkTracerProvider().forceFlush(), sdk.getSdkLoggerProvider().forceFlush()))
          .join(atMost.toMillis(), TimeUnit.MILLISECONDS)
          .isSuccess();
    }

    @Override
    public void close() {
      sdk.close();
    }
  }
}
