package dev.vaultgate.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.Usage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The {@code usage} object of the OpenAI dialect, with the spellings that providers use for it. */
public final class UsageJson {

  private static final Set<String> READ =
      Set.of(
          "prompt_tokens",
          "completion_tokens",
          "total_tokens",
          "prompt_tokens_details",
          "completion_tokens_details");

  private UsageJson() {}

  /** Reads a usage object; null when there is none, or none that counts anything. */
  public static @Nullable Usage read(@Nullable JsonNode usage) {
    if (usage == null || !usage.isObject() || !usage.has("prompt_tokens")) {
      return null;
    }
    long prompt = count(usage, "prompt_tokens");
    long completion = count(usage, "completion_tokens");
    JsonNode promptDetails = usage.path("prompt_tokens_details");
    JsonNode completionDetails = usage.path("completion_tokens_details");
    long reasoning = count(completionDetails, "reasoning_tokens");
    long total = usage.has("total_tokens") ? count(usage, "total_tokens") : prompt + completion;
    // xAI counts reasoning beside the completion, OpenAI within it; the total tells which it is.
    if (reasoning > 0 && total == prompt + completion + reasoning) {
      completion += reasoning;
    }
    long cached = cached(usage, promptDetails);
    long written = written(usage, promptDetails);
    if (isBeside(cached + written, prompt, completion, total)) {
      prompt += cached + written;
      total = prompt + completion;
    }
    return new Usage(prompt, completion, total, cached, written, reasoning, extra(usage));
  }

  /**
   * Whether the cache's tokens are counted beside the prompt's, as Anthropic does and some who host
   * its models pass on; OpenAI counts them within. The total tells, or that more were cached than
   * there were.
   */
  private static boolean isBeside(long cache, long prompt, long completion, long total) {
    return cache > 0 && (total == prompt + cache + completion || cache > prompt);
  }

  /**
   * Cache hits: OpenAI's place, then the flat ones of Moonshot and Together, of DeepSeek, of
   * Mistral, and of those who host Anthropic's models.
   */
  private static long cached(JsonNode usage, JsonNode promptDetails) {
    return first(
        promptDetails.path("cached_tokens"),
        usage.path("cached_tokens"),
        usage.path("prompt_cache_hit_tokens"),
        usage.path("num_cached_tokens"),
        usage.path("cache_read_input_tokens"));
  }

  /** What was written to the cache. */
  private static long written(JsonNode usage, JsonNode promptDetails) {
    return first(
        promptDetails.path("cache_write_tokens"),
        promptDetails.path("cache_creation_tokens"),
        usage.path("cache_creation_input_tokens"));
  }

  private static long first(JsonNode... places) {
    for (JsonNode place : places) {
      if (place.isNumber()) {
        return place.longValue();
      }
    }
    return 0;
  }

  /** Unknown members, and the details objects where they hold more than we read. */
  private static Map<String, JsonNode> extra(JsonNode usage) {
    Map<String, JsonNode> extra = new LinkedHashMap<>();
    usage
        .properties()
        .forEach(
            member -> {
              if (!READ.contains(member.getKey())
                  || (member.getKey().endsWith("_details") && member.getValue().isObject())) {
                extra.put(member.getKey(), member.getValue());
              }
            });
    return extra;
  }

  /** Writes a usage object. */
  public static ObjectNode write(Usage usage) {
    ObjectNode node =
        Json.object()
            .put("prompt_tokens", usage.promptTokens())
            .put("completion_tokens", usage.completionTokens())
            .put("total_tokens", usage.totalTokens());
    usage.extra().forEach((field, value) -> node.set(field, value.deepCopy()));
    details(node, "prompt_tokens_details").put("cached_tokens", usage.cachedTokens());
    if (usage.cacheWriteTokens() > 0) {
      details(node, "prompt_tokens_details").put("cache_write_tokens", usage.cacheWriteTokens());
    }
    details(node, "completion_tokens_details").put("reasoning_tokens", usage.reasoningTokens());
    return node;
  }

  private static ObjectNode details(ObjectNode usage, String name) {
    return usage.get(name) instanceof ObjectNode there ? there : usage.putObject(name);
  }

  private static long count(JsonNode of, String name) {
    return of.path(name).asLong(0);
  }
}
