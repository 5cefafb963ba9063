package dev.vaultgate.api.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.Usage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Figures of many providers, counted as OpenAI counts: no token twice, none left out. */
class UsageJsonTest {

  @Test
  void cachedTokensAreWithinThePrompt() {
    Usage usage = read("'prompt_tokens_details':{'cached_tokens':60}");

    assertThat(usage.promptTokens()).isEqualTo(100);
    assertThat(usage.cachedTokens()).isEqualTo(60);
    assertThat(usage.totalTokens()).isEqualTo(120);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'cached_tokens':60",
        "'prompt_cache_hit_tokens':60,'prompt_cache_miss_tokens':40",
        "'num_cached_tokens':60",
        "'cache_read_input_tokens':60"
      })
  void cachedTokensAreFoundWhereverTheyAre(String members) {
    Usage usage = read(members);

    assertThat(usage.cachedTokens()).isEqualTo(60);
    assertThat(usage.promptTokens()).isEqualTo(100);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'prompt_tokens_details':{'cache_write_tokens':30}",
        "'prompt_tokens_details':{'cache_creation_tokens':30}",
        "'cache_creation_input_tokens':30"
      })
  void writtenTokensAreFoundWhereverTheyAre(String members) {
    assertThat(read(members).cacheWriteTokens()).isEqualTo(30);
    assertThat(read(members).promptTokens()).isEqualTo(100);
  }

  @Test
  void cacheThatTheTotalCountsBesideThePromptIsAdded() {
    Usage usage =
        whole(
            "{'prompt_tokens':100,'completion_tokens':20,'total_tokens':210,"
                + "'cache_read_input_tokens':60,'cache_creation_input_tokens':30}");

    assertThat(usage.promptTokens()).isEqualTo(190);
    assertThat(usage.totalTokens()).isEqualTo(210);
    assertThat(usage.isPlausible()).isTrue();
  }

  @Test
  void cacheLargerThanThePromptIsBesideIt() {
    Usage usage = read("'cache_read_input_tokens':1000");

    assertThat(usage.promptTokens()).isEqualTo(1100);
    assertThat(usage.totalTokens()).isEqualTo(1120);
    assertThat(usage.cachedTokens()).isEqualTo(1000);
  }

  @Test
  void reasoningIsWithinTheCompletion() {
    Usage usage = read("'completion_tokens_details':{'reasoning_tokens':15}");

    assertThat(usage.completionTokens()).isEqualTo(20);
    assertThat(usage.reasoningTokens()).isEqualTo(15);
  }

  @Test
  void reasoningThatTheTotalCountsBesideTheCompletionIsAddedOnce() {
    Usage usage =
        whole(
            "{'prompt_tokens':100,'completion_tokens':20,'total_tokens':160,"
                + "'completion_tokens_details':{'reasoning_tokens':40}}");

    assertThat(usage.completionTokens()).isEqualTo(60);
    assertThat(read(UsageJson.write(usage)).completionTokens()).isEqualTo(60);
  }

  @Test
  void whatIsWrittenIsReadAsTheSame() {
    Usage usage = read("'cache_read_input_tokens':1000,'queue_time':0.5");

    Usage again = read(UsageJson.write(usage));

    assertThat(again.promptTokens()).isEqualTo(usage.promptTokens());
    assertThat(again.cachedTokens()).isEqualTo(usage.cachedTokens());
    assertThat(again.totalTokens()).isEqualTo(usage.totalTokens());
    assertThat(again.extra()).containsKey("queue_time");
  }

  private static Usage read(String members) {
    return whole("{'prompt_tokens':100,'completion_tokens':20,'total_tokens':120," + members + "}");
  }

  private static Usage whole(String json) {
    try {
      return read(Json.read(json.replace('\'', '"')));
    } catch (JsonProcessingException e) {
      throw new AssertionError("the test's JSON cannot be read", e);
    }
  }

  private static Usage read(JsonNode json) {
    Usage usage = UsageJson.read(json);
    assertThat(usage).isNotNull();
    return usage;
  }
}
