package dev.vaultgate.client.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonSpliceTest {

  @Test
  void aValueIsReplacedAndEveryOtherByteStays() throws Exception {
    JsonIndex json = index("{ \"a\" : 1 ,\n \"model\":\"x\" , \"z\":[ 1 ]}");

    String changed =
        text(new JsonSplice(json).replace(json.member(0, "model"), bytes("\"longer\"")));

    assertThat(changed).isEqualTo("{ \"a\" : 1 ,\n \"model\":\"longer\" , \"z\":[ 1 ]}");
  }

  @Test
  void membersAreAppendedToEmptyAndFullObjects() throws Exception {
    assertThat(text(new JsonSplice(index("{}")).append("a", "1").append("b", "2")))
        .isEqualTo("{\"a\":1,\"b\":2}");
    assertThat(text(new JsonSplice(index("{\"x\":0 }")).append("a", "1")))
        .isEqualTo("{\"x\":0 ,\"a\":1}");
  }

  @Test
  void anElementIsPutBeforeTheFirst() throws Exception {
    JsonIndex json = index("{\"list\": [ {\"a\":1} ] }");

    assertThat(text(new JsonSplice(json).prepend(json.member(0, "list"), bytes("0"))))
        .isEqualTo("{\"list\": [0, {\"a\":1} ] }");
  }

  @Test
  void aMemberOfAnInnerObjectIsRemoved() throws Exception {
    JsonIndex json = index("{\"in\":{\"a\":1, \"b\":2 },\"z\":3}");
    int inner = json.member(0, "in");

    assertThat(text(new JsonSplice(json).remove(json.member(inner, "a") - 1)))
        .isEqualTo("{\"in\":{ \"b\":2 },\"z\":3}");
    assertThat(text(new JsonSplice(json).remove(json.member(inner, "b") - 1)))
        .isEqualTo("{\"in\":{\"a\":1 },\"z\":3}");
  }

  @Test
  void randomChangesEqualTheSameChangesOfATree() throws Exception {
    long seed = 7;
    Random random = new Random(seed);
    for (int round = 0; round < 3_000; round++) {
      int members = random.nextInt(6);
      StringBuilder source = new StringBuilder("{");
      for (int i = 0; i < members; i++) {
        source
            .append(i == 0 ? "" : " ,")
            .append(" \"m")
            .append(i)
            .append("\": ")
            .append(RandomJson.string(random));
      }
      source.append(random.nextBoolean() ? " }" : "}");
      ObjectNode tree = (ObjectNode) Json.read(source.toString());
      JsonIndex json = index(source.toString());
      JsonSplice splice = new JsonSplice(json);
      boolean mayRemove = random.nextBoolean();
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < members; i++) {
        order.add(i);
      }
      Collections.shuffle(order, random);
      for (int i : order) {
        int value = json.member(0, "m" + i);
        switch (random.nextInt(mayRemove ? 3 : 2) + (mayRemove ? 0 : 1)) {
          case 0 -> {
            splice.remove(value - 1);
            tree.remove("m" + i);
          }
          case 1 -> {
            splice.replace(value, bytes("[" + i + "]"));
            tree.putArray("m" + i).add(i);
          }
          default -> {
            // Stays as it is.
          }
        }
      }
      if (random.nextBoolean()) {
        splice.append("added", "true");
        tree.put("added", true);
      }

      assertThat(Json.read(splice.bytes()))
          .as("seed %s, round %s: %s", seed, round, source)
          .isEqualTo(tree);
      JsonPieces pieces = splice.pieces(0);
      assertThat(pieces.bytes()).as("seed %s, round %s", seed, round).isEqualTo(splice.bytes());
      assertThat(pieces.length()).isEqualTo(splice.bytes().length);
    }
  }

  private static JsonIndex index(String text) throws JsonSyntaxException {
    return JsonIndex.parse(bytes(text));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static String text(JsonSplice splice) {
    return new String(splice.bytes(), UTF_8);
  }
}
