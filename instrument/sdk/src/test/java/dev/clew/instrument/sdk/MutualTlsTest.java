package dev.clew.instrument.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.instrument.Builder;
import dev.clew.instrument.Clew;
import dev.clew.instrument.Running;
import dev.clew.instrument.sdk.sink.OtlpSink;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Spans over TLS to a server that wants to see the application's certificate.
class MutualTlsTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private Path folder = Path.of("unset");

  @BeforeEach
  @AfterEach
  void forgetTheSdk() {
    GlobalOpenTelemetry.resetForTest();
  }

  @Test
  void span_ofAnApplicationWithACertificate_arrives() throws Exception {
    KeyStore server = made("server");
    KeyStore client = made("client");
    try (OtlpSink sink = OtlpSink.withCertificates(tls(server, client))) {
      traced(
          trusting(sink, server)
              .setting("otel.exporter.otlp.client.certificate", certificate("client", client))
              .setting("otel.exporter.otlp.client.key", key("client", client)));

      assertThat(sink.spans()).extracting(Span::getName).containsExactly("work");
    }
  }

  @Test
  void span_ofAnApplicationWithoutOne_doesNot() throws Exception {
    KeyStore server = made("server");
    try (OtlpSink sink = OtlpSink.withCertificates(tls(server, made("client")))) {
      traced(trusting(sink, server).setting("otel.java.exporter.otlp.retry.disabled", "true"));

      assertThat(sink.headers()).isEmpty();
    }
  }

  private Builder trusting(OtlpSink sink, KeyStore server) throws Exception {
    return Clew.builder()
        .service("shop", "1.2")
        .endpoint(sink.address())
        .setting("otel.exporter.otlp.certificate", certificate("server", server));
  }

  private static void traced(Builder builder) {
    try (Running running = builder.start()) {
      Clew.span("work").run(Clew::ok);
      running.flush(Duration.ofSeconds(20));
    }
  }

  /// A key with a certificate that it signs itself, by the JDK's tool.
  private KeyStore made(String name) throws Exception {
    Path file = folder.resolve(name + ".p12");
    Process tool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "RSA",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=ip:127.0.0.1",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(tool.waitFor()).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    return store;
  }

  private static SSLContext tls(KeyStore own, KeyStore trusted) throws Exception {
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, PASSWORD);
    var others = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    KeyStore certificates = KeyStore.getInstance("PKCS12");
    certificates.load(null, null);
    certificates.setCertificateEntry("client", trusted.getCertificate("client"));
    others.init(certificates);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(keys.getKeyManagers(), others.getTrustManagers(), null);
    return tls;
  }

  private String certificate(String name, KeyStore store) throws Exception {
    return pem(name, "CERTIFICATE", store.getCertificate(name).getEncoded());
  }

  private String key(String name, KeyStore store) throws Exception {
    return pem(name, "PRIVATE KEY", store.getKey(name, PASSWORD).getEncoded());
  }

  private String pem(String name, String what, byte[] bytes) throws IOException {
    String text = Base64.getMimeEncoder().encodeToString(bytes);
    String pem = "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n";
    Path file = folder.resolve(name + "." + what.replace(' ', '-'));
    return Files.write(file, pem.getBytes(StandardCharsets.US_ASCII)).toString();
  }
}
