package dev.vaultgate.client.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vaultgate.api.json.Json;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonIndexTest {

  @Test
  void membersAreFoundByName() throws Exception {
    JsonIndex json =
        index("{\"a\":1,\"model\":\"gpt-4o\",\"list\":[true,{\"x\":null}],\"z\":-2.5e3}");

    assertThat(json.textOf(json.root(), "model")).isEqualTo("gpt-4o");
    assertThat(json.longOr(json.member(json.root(), "a"), -1)).isEqualTo(1);
    assertThat(json.size(json.member(json.root(), "list"))).isEqualTo(2);
    assertThat(json.member(json.root(), "absent")).isEqualTo(-1);
    assertThat(json.source(json.member(json.root(), "z"))).isEqualTo("-2.5e3");
  }

  @Test
  void textIsDecodedWithItsEscapes() throws Exception {
    JsonIndex json = index("[\"a\\n\\\"\\\\\\u00e9\\ud83d\\ude00é😀\"]");

    assertThat(json.text(json.firstChild(json.root()))).isEqualTo("a\n\"\\é😀é😀");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[1,]",
        "{\"a\":1,}",
        "{\"a\":1}x",
        "{\"a\":1,\"a\":2}",
        "{\"a\":1,\"\\u0061\":2}",
        "NaN",
        "[01]",
        "[+1]",
        "[1.]",
        "[1e9999]",
        "[\"\\ud800\"]",
        "[\"\\udc00x\"]",
        "[\"\\x\"]",
        "[\"a\u0000b\"]",
        "[\"a\nb\"]",
        "[\"unended]",
        "\uFEFF{}",
        "{'a':1}",
        "[nul]"
      })
  void s42WhatIsNotStrictJsonIsRefused(String text) {
    assertThatThrownBy(() -> index(text)).isInstanceOf(JsonSyntaxException.class);
  }

  @Test
  void s42BytesThatAreNotUtf8AreRefused() {
    byte[] overlong = {'[', '"', (byte) 0xC0, (byte) 0xAF, '"', ']'};
    byte[] surrogate = {'[', '"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"', ']'};
    byte[] cut = {'[', '"', (byte) 0xE2, (byte) 0x82, '"', ']'};

    assertThatThrownBy(() -> JsonIndex.parse(overlong)).hasMessageContaining("UTF-8");
    assertThatThrownBy(() -> JsonIndex.parse(surrogate)).hasMessageContaining("UTF-8");
    assertThatThrownBy(() -> JsonIndex.parse(cut)).hasMessageContaining("UTF-8");
  }

  @Test
  void s42TooDeepTooLongAndTooManyAreRefused() {
    assertThatThrownBy(() -> index("[".repeat(1001) + "]".repeat(1001)))
        .hasMessageContaining("levels");
    assertThatThrownBy(() -> index("[" + "1".repeat(1001) + "]")).hasMessageContaining("digits");
    StringBuilder many = new StringBuilder("{\"k\":0");
    for (int i = 0; i < 100_000; i++) {
      many.append(",\"k").append(i).append("\":0");
    }
    assertThatThrownBy(() -> index(many.append('}').toString())).hasMessageContaining("members");
  }

  @Test
  void aDuplicateAmongManyNamesIsFound() {
    StringBuilder names = new StringBuilder("{");
    for (int i = 0; i < 100; i++) {
      names.append("\"n").append(i).append("\":0,");
    }
    String text = names.append("\"n7\":1}").toString();

    assertThatThrownBy(() -> index(text)).hasMessageContaining("n7");
  }

  @Test
  void treesEqualJacksonsForRandomValues() throws Exception {
    long seed = 42;
    Random random = new Random(seed);
    ObjectMapper jackson = Json.mapper();
    for (int i = 0; i < 2_000; i++) {
      String text = RandomJson.text(random, 4);
      JsonNode expected = jackson.readTree(text);

      JsonIndex json = index(text);

      assertThat(json.tree(json.root()).toString())
          .as("seed %s, value %s: %s", seed, i, text)
          .isEqualTo(expected.toString());
    }
  }

  @Test
  void aScannerServesManyValues() throws Exception {
    JsonScanner scanner = new JsonScanner(16);
    for (int i = 0; i < 100; i++) {
      byte[] bytes = ("  {\"n\":" + i + ",\"l\":[" + "0,".repeat(i) + "0]}  ").getBytes(UTF_8);

      JsonIndex json = scanner.scan(bytes, 1, bytes.length - 2);

      assertThat(json.longOr(json.member(json.root(), "n"), -1)).isEqualTo(i);
      assertThat(json.size(json.member(json.root(), "l"))).isEqualTo(i + 1);
    }
  }

  private static JsonIndex index(String text) throws JsonSyntaxException {
    return JsonIndex.parse(text.getBytes(UTF_8));
  }
}
