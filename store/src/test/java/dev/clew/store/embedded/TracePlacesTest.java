package dev.clew.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clew.model.TraceId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TracePlacesTest {
  private static List<TraceId> traces(int count) {
    return LongStream.rangeClosed(1, count).mapToObj(low -> new TraceId(7, low)).toList();
  }

  private static List<String> visited(TracePlaces places, int trace) throws IOException {
    var visited = new ArrayList<String>();
    places.visit(trace, (block, number) -> visited.add(block + ":" + number));
    return visited;
  }

  @Test
  void visit_traceOfSeveralBlocks_isInTheirOrder() throws IOException {
    var places = new TracePlaces(traces(3));

    places.look(0, trace -> trace.low() == 1 ? -1 : (int) trace.low() * 10);
    places.look(4, trace -> trace.low() == 2 ? 0 : -1);

    assertThat(places.isNowhere(0)).isTrue();
    assertThat(visited(places, 0)).isEmpty();
    assertThat(visited(places, 1)).containsExactly("0:20", "4:0");
    assertThat(visited(places, 2)).containsExactly("0:30");
  }

  @Test
  void visit_manyPlaces_areAllThere() throws IOException {
    var places = new TracePlaces(traces(100));

    for (int block = 0; block < 100; block++) {
      places.look(block, trace -> (int) trace.low());
    }

    for (int trace = 0; trace < 100; trace++) {
      assertThat(visited(places, trace)).hasSize(100).last().isEqualTo("99:" + (trace + 1));
    }
  }

  @Test
  void look_blockCannotBeRead_saysSo() {
    var places = new TracePlaces(traces(1));

    assertThatThrownBy(() ->
            places.look(
                0,
                _ -> {
                  throw new IOException("damaged");
                }))
        .hasMessage("damaged");
    assertThat(places.isNowhere(0)).isTrue();
  }
}
