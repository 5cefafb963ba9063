package dev.vaultgate.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A question to a model. Whether the answer streams is not part of it: that is the choice between
 * {@link ChatClient#chat} and {@link ChatClient#stream}.
 *
 * @param model what to ask: a public model, an alias, or {@code provider/model}
 * @param messages the conversation so far, at least one message
 * @param tools what the model may call, empty for none
 * @param toolChoice null leaves the choice to the provider
 * @param parallelToolCalls whether several calls may come at once; null leaves it to the provider
 * @param responseFormat the form of the answer; null means free text
 * @param temperature 0 to 2
 * @param topP 0 to 1
 * @param maxTokens the older name of the output cap, {@code max_tokens}
 * @param maxCompletionTokens the newer name of the output cap, which counts reasoning too
 * @param n how many answers, at least 1
 * @param stop texts that end the answer
 * @param seed for answers that repeat
 * @param presencePenalty -2 to 2
 * @param frequencyPenalty -2 to 2
 * @param reasoningEffort {@code none} to {@code max}, by model
 * @param user who the caller's end user is, in the caller's own terms
 * @param extra further fields in the order they were sent, such as {@code logprobs} or {@code
 *     metadata}
 */
public record ChatRequest(
    String model,
    List<Message> messages,
    List<Tool> tools,
    @Nullable ToolChoice toolChoice,
    @Nullable Boolean parallelToolCalls,
    @Nullable ResponseFormat responseFormat,
    @Nullable Double temperature,
    @Nullable Double topP,
    @Nullable Integer maxTokens,
    @Nullable Integer maxCompletionTokens,
    @Nullable Integer n,
    List<String> stop,
    @Nullable Long seed,
    @Nullable Double presencePenalty,
    @Nullable Double frequencyPenalty,
    @Nullable String reasoningEffort,
    @Nullable String user,
    Map<String, JsonNode> extra) {

  /** The most answers that one request may ask for; OpenAI's own bound. */
  public static final int N_MAX = 128;

  public ChatRequest {
    Check.notBlank("model", model);
    messages = List.copyOf(messages);
    Check.that(!messages.isEmpty(), "messages", "[]", "at least one message");
    tools = List.copyOf(tools);
    Check.range("temperature", temperature, 0, 2);
    Check.range("top_p", topP, 0, 1);
    Check.range("max_tokens", maxTokens, 1, Integer.MAX_VALUE);
    Check.range("max_completion_tokens", maxCompletionTokens, 1, Integer.MAX_VALUE);
    Check.range("n", n, 1, N_MAX);
    stop = List.copyOf(stop);
    Check.range("presence_penalty", presencePenalty, -2, 2);
    Check.range("frequency_penalty", frequencyPenalty, -2, 2);
    extra = Extra.copyOf(extra);
  }

  /** One user message to a model. */
  public static ChatRequest of(String model, String userText) {
    return builder(model).user(userText).build();
  }

  public static Builder builder(String model) {
    return new Builder(model);
  }

  /** The output cap under whichever of its two names it was given, or null. */
  public @Nullable Integer outputTokensMax() {
    return maxCompletionTokens != null ? maxCompletionTokens : maxTokens;
  }

  /** How many answers are asked for. */
  public int choices() {
    return n == null ? 1 : n;
  }

  /** The same question to another model. */
  public ChatRequest withModel(String model) {
    return toBuilder().model(model).build();
  }

  public Builder toBuilder() {
    return new Builder(this);
  }

  /**
   * Collects the parts of a request; {@link #build()} checks them. Not safe for several threads.
   */
  public static final class Builder {
    private String model;
    private final List<Message> messages = new ArrayList<>();
    private final List<Tool> tools = new ArrayList<>();
    private @Nullable ToolChoice toolChoice;
    private @Nullable Boolean parallelToolCalls;
    private @Nullable ResponseFormat responseFormat;
    private @Nullable Double temperature;
    private @Nullable Double topP;
    private @Nullable Integer maxTokens;
    private @Nullable Integer maxCompletionTokens;
    private @Nullable Integer n;
    private final List<String> stop = new ArrayList<>();
    private @Nullable Long seed;
    private @Nullable Double presencePenalty;
    private @Nullable Double frequencyPenalty;
    private @Nullable String reasoningEffort;
    private @Nullable String user;
    private final Map<String, JsonNode> extra = new LinkedHashMap<>();

    private Builder(String model) {
      this.model = model;
    }

    private Builder(ChatRequest from) {
      model = from.model;
      messages.addAll(from.messages);
      tools.addAll(from.tools);
      toolChoice = from.toolChoice;
      parallelToolCalls = from.parallelToolCalls;
      responseFormat = from.responseFormat;
      temperature = from.temperature;
      topP = from.topP;
      maxTokens = from.maxTokens;
      maxCompletionTokens = from.maxCompletionTokens;
      n = from.n;
      stop.addAll(from.stop);
      seed = from.seed;
      presencePenalty = from.presencePenalty;
      frequencyPenalty = from.frequencyPenalty;
      reasoningEffort = from.reasoningEffort;
      user = from.user;
      extra.putAll(from.extra);
    }

    public Builder model(String model) {
      this.model = model;
      return this;
    }

    public Builder message(Message message) {
      messages.add(message);
      return this;
    }

    public Builder messages(List<? extends Message> messages) {
      this.messages.addAll(messages);
      return this;
    }

    /** Adds instructions. */
    public Builder system(String text) {
      return message(Message.system(text));
    }

    /** Adds what the user says. */
    public Builder user(String text) {
      return message(Message.user(text));
    }

    public Builder tool(Tool tool) {
      tools.add(tool);
      return this;
    }

    public Builder tools(List<? extends Tool> tools) {
      this.tools.addAll(tools);
      return this;
    }

    public Builder toolChoice(@Nullable ToolChoice toolChoice) {
      this.toolChoice = toolChoice;
      return this;
    }

    public Builder parallelToolCalls(@Nullable Boolean parallelToolCalls) {
      this.parallelToolCalls = parallelToolCalls;
      return this;
    }

    public Builder responseFormat(@Nullable ResponseFormat responseFormat) {
      this.responseFormat = responseFormat;
      return this;
    }

    public Builder temperature(@Nullable Double temperature) {
      this.temperature = temperature;
      return this;
    }

    public Builder topP(@Nullable Double topP) {
      this.topP = topP;
      return this;
    }

    public Builder maxTokens(@Nullable Integer maxTokens) {
      this.maxTokens = maxTokens;
      return this;
    }

    public Builder maxCompletionTokens(@Nullable Integer maxCompletionTokens) {
      this.maxCompletionTokens = maxCompletionTokens;
      return this;
    }

    public Builder n(@Nullable Integer n) {
      this.n = n;
      return this;
    }

    public Builder stop(List<String> stop) {
      this.stop.clear();
      this.stop.addAll(stop);
      return this;
    }

    public Builder seed(@Nullable Long seed) {
      this.seed = seed;
      return this;
    }

    public Builder presencePenalty(@Nullable Double presencePenalty) {
      this.presencePenalty = presencePenalty;
      return this;
    }

    public Builder frequencyPenalty(@Nullable Double frequencyPenalty) {
      this.frequencyPenalty = frequencyPenalty;
      return this;
    }

    public Builder reasoningEffort(@Nullable String reasoningEffort) {
      this.reasoningEffort = reasoningEffort;
      return this;
    }

    /** Names the caller's end user, which OpenAI calls {@code user}. */
    public Builder endUser(@Nullable String user) {
      this.user = user;
      return this;
    }

    /** Sets a field that has no method of its own. */
    public Builder extra(String field, JsonNode value) {
      extra.put(field, value);
      return this;
    }

    public ChatRequest build() {
      return new ChatRequest(
          model,
          messages,
          tools,
          toolChoice,
          parallelToolCalls,
          responseFormat,
          temperature,
          topP,
          maxTokens,
          maxCompletionTokens,
          n,
          stop,
          seed,
          presencePenalty,
          frequencyPenalty,
          reasoningEffort,
          user,
          extra);
    }
  }
}
