package dev.clew.serve.http;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.MediaType;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The files of the built page, held in memory by their path: what is not in the map cannot be
/// reached, however its path is spelled.
public final class PageFiles {
  private static final String FOLDER = "/dev/clew/ui";
  private static final Map<String, String> EXTENSIONS = Map.of("br", ".br", "gzip", ".gz");
  private static final Map<String, MediaType> TYPES =
      Map.of(
          "html", MediaType.HTML_UTF_8,
          "js", MediaType.JAVASCRIPT_UTF_8,
          "css", MediaType.CSS_UTF_8,
          "svg", MediaType.SVG_UTF_8,
          "json", MediaType.JSON_UTF_8,
          "png", MediaType.PNG,
          "ico", MediaType.ICO,
          "woff2", MediaType.create("font", "woff2"));

  private final Map<String, HttpData> files;

  PageFiles(Map<String, HttpData> files) {
    this.files = Map.copyOf(files);
    if (!files.containsKey("/index.html")) {
      throw new IllegalStateException("the page needs an index.html, got " + files.keySet());
    }
  }

  /// One form of a file, ready to be sent.
  ///
  /// @param encoding as a header says it; empty for none
  record Variant(HttpData bytes, MediaType type, String encoding, String tag) {}

  /// Reads the page that was built into this program.
  public static PageFiles load() throws IOException {
    URL index = PageFiles.class.getResource(FOLDER + "/index.html");
    if (index == null) {
      throw new IllegalStateException("the web page was not built into this program");
    }
    try {
      URI uri = index.toURI();
      if (!uri.getScheme().equals("jar")) {
        return new PageFiles(below(Path.of(uri).getParent()));
      }
      try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
        return new PageFiles(below(jar.getPath(FOLDER)));
      }
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, HttpData> below(@Nullable Path folder) throws IOException {
    Map<String, HttpData> files = new HashMap<>();
    if (folder == null) {
      return files;
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
        String name = "/" + folder.relativize(path).toString().replace('\\', '/');
        files.put(name, HttpData.wrap(Files.readAllBytes(path)));
      }
    }
    return files;
  }

  boolean has(String path) {
    return files.containsKey(path);
  }

  /// The smallest form that the client takes.
  Variant variant(String path, String acceptEncoding) {
    HttpData plain = files.get(path);
    if (plain == null) {
      throw new IllegalArgumentException("the page has no " + path);
    }
    for (String encoding : List.of("br", "gzip")) {
      HttpData packed = files.get(path + EXTENSIONS.get(encoding));
      if (packed != null && accepts(acceptEncoding, encoding)) {
        return new Variant(packed, type(path), encoding, tag(packed));
      }
    }
    return new Variant(plain, type(path), "", tag(plain));
  }

  static boolean accepts(String acceptEncoding, String encoding) {
    return Arrays.stream(acceptEncoding.toLowerCase(Locale.ROOT).split(","))
        .map(word -> word.replace(" ", "").replace("\t", ""))
        .anyMatch(word ->
            word.equals(encoding)
                || (word.startsWith(encoding + ";") && !word.matches(".*;q=0(\\.0*)?")));
  }

  private static MediaType type(String path) {
    String extension = path.substring(path.lastIndexOf('.') + 1);
    return TYPES.getOrDefault(extension, MediaType.OCTET_STREAM);
  }

  private static String tag(HttpData bytes) {
    CRC32C sum = new CRC32C();
    sum.update(bytes.array());
    return '"' + Long.toHexString(sum.getValue()) + '-' + bytes.length() + '"';
  }
}
