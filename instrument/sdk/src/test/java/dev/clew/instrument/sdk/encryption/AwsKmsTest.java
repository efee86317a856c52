package dev.clew.instrument.sdk.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.auth.AWSStaticCredentialsProvider;
import com.amazonaws.auth.BasicAWSCredentials;
import com.amazonaws.client.builder.AwsClientBuilder.EndpointConfiguration;
import com.amazonaws.services.kms.AWSKMS;
import com.amazonaws.services.kms.AWSKMSClientBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.KmsEnvelopeAead;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.integration.awskms.AwsKmsAead;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Tink's adapter of a cloud's KMS as the one that Clew asks; the KMS is what answers on loopback
/// as AWS documents.
class AwsKmsTest {
  private static final String KEY = "arn:aws:kms:eu-central-1:123456789012:key/clew";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Aead master = new AesGcmJce(new byte[32]);
  private final HttpServer server =
      HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);

  AwsKmsTest() throws GeneralSecurityException, IOException {}

  @BeforeEach
  void open() throws GeneralSecurityException {
    AeadConfig.register();
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  @Test
  void value_underAKeyOfAws_isOpenedByTinkWithThatKey() throws GeneralSecurityException {
    Aead aws = new AwsKmsAead(client(), KEY);
    Kms kms = key -> aws.encrypt(key, new byte[0]);
    FieldCipher cipher =
        new FieldCipher(kms, new SecureRandom(), System::nanoTime, Duration.ofHours(1));

    String hidden = cipher.encrypt("user.email", "ada@example.org").orElseThrow();

    byte[] envelope = Base64.getDecoder().decode(hidden.substring(FieldCipher.PREFIX.length()));
    Aead tink = KmsEnvelopeAead.create(PredefinedAeadParameters.AES256_GCM, aws);
    assertThat(tink.decrypt(envelope, "user.email".getBytes(UTF_8)))
        .isEqualTo("ada@example.org".getBytes(UTF_8));
  }

  private AWSKMS client() {
    String address = "http://127.0.0.1:" + server.getAddress().getPort();
    return AWSKMSClientBuilder.standard()
        .withEndpointConfiguration(new EndpointConfiguration(address, "eu-central-1"))
        .withCredentials(new AWSStaticCredentialsProvider(new BasicAWSCredentials("id", "key")))
        .build();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode asked = JSON.readTree(exchange.getRequestBody());
      String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
      byte[] body = JSON.writeValueAsBytes(answer(target, asked));
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    } catch (GeneralSecurityException e) {
      exchange.sendResponseHeaders(400, -1);
    }
  }

  private Map<String, Object> answer(String target, JsonNode asked)
      throws GeneralSecurityException, IOException {
    return target.equals("TrentService.Encrypt")
        ? Map.of(
            "KeyId",
            KEY,
            "CiphertextBlob",
            master.encrypt(asked.path("Plaintext").binaryValue(), new byte[0]))
        : Map.of(
            "KeyId",
            KEY,
            "Plaintext",
            master.decrypt(asked.path("CiphertextBlob").binaryValue(), new byte[0]));
  }
}
