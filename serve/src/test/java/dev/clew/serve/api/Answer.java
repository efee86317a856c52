package dev.clew.serve.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/// What came back for a request.
public record Answer(HttpResponse<byte[]> response) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  public int status() {
    return response.statusCode();
  }

  /// A header, or an empty text.
  public String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  public byte[] bytes() {
    return response.body();
  }

  public String text() {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  /// The body as JSON; fails where it is none.
  public JsonNode json() {
    try {
      return JSON.readTree(text());
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + text(), e);
    }
  }

  /// A part of the body by JSON pointer.
  public JsonNode at(String pointer) {
    return json().at(pointer);
  }
}
