package dev.vaultgate.router.token;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.Content;
import dev.vaultgate.api.ContentPart;
import dev.vaultgate.api.Message;
import dev.vaultgate.api.ResponseFormat;
import dev.vaultgate.api.Tool;
import dev.vaultgate.api.ToolCall;
import org.jspecify.annotations.Nullable;

/**
 * Counts the prompt of a chat: its messages with what stands around them, tools, the schema of the
 * answer, and media at fixed amounts. Each text is counted by itself, since a model reads the
 * messages apart. For one request and one thread.
 */
public final class PromptTokens {

  /**
   * Around each message, and before the answer: OpenAI's cookbook, "How to count tokens with
   * tiktoken", for all models since GPT-3.5.
   */
  private static final int AROUND_MESSAGE = 3;

  private static final int BEFORE_ANSWER = 3;

  /** Around a tool and a call of one, which the same page gives as 7 to 12. */
  private static final int AROUND_TOOL = 12;

  /** A page of a document is some 60 KB and 2,000 tokens; text that is dense in it far more. */
  private static final int FILE_BYTES_PER_TOKEN = 30;

  /** A second of speech is some 10 tokens, and at the least some 4 KB. */
  private static final int AUDIO_BYTES_PER_TOKEN = 100;

  private final Tokenizer tokenizer;
  private final TokenFamily family;
  private final boolean most;
  private long tokens = BEFORE_ANSWER;

  private PromptTokens(Tokenizer tokenizer, TokenFamily family, boolean most) {
    this.tokenizer = tokenizer;
    this.family = family;
    this.most = most;
  }

  /** What a prompt usually has. */
  public static long usual(ChatRequest request, TokenFamily family, Tokenizer tokenizer) {
    return new PromptTokens(tokenizer, family, false).count(request);
  }

  /** What a prompt has with media as large as they may be; its text is counted as it is. */
  public static long most(ChatRequest request, TokenFamily family, Tokenizer tokenizer) {
    return new PromptTokens(tokenizer, family, true).count(request);
  }

  private long count(ChatRequest request) {
    request.messages().forEach(this::message);
    request.tools().forEach(this::tool);
    if (request.responseFormat() instanceof ResponseFormat.JsonSchema schema) {
      text(schema.name());
      text(schema.description());
      json(schema.schema());
    }
    return tokens;
  }

  private void message(Message message) {
    tokens += AROUND_MESSAGE;
    text(message.role());
    if (message instanceof Message.User user) {
      content(user.content());
      text(user.name());
    } else if (message instanceof Message.System system) {
      content(system.content());
      text(system.name());
    } else if (message instanceof Message.Tool tool) {
      content(tool.content());
    } else if (message instanceof Message.Assistant assistant) {
      assistant(assistant);
    } else if (message instanceof Message.Unknown unknown) {
      json(unknown.json());
    }
  }

  private void assistant(Message.Assistant assistant) {
    if (assistant.content() != null) {
      content(assistant.content());
    }
    text(assistant.refusal());
    text(assistant.reasoning());
    for (ToolCall call : assistant.toolCalls()) {
      tokens += AROUND_TOOL;
      text(call.name());
      text(call.arguments());
    }
  }

  private void content(Content content) {
    for (ContentPart part : content.parts()) {
      if (part instanceof ContentPart.Text text) {
        text(text.text());
      } else if (part instanceof ContentPart.Image) {
        tokens += most ? family.imageTokensMax() : family.imageTokens();
      } else if (part instanceof ContentPart.File file) {
        data(file.fileData(), most ? 1 : FILE_BYTES_PER_TOKEN);
      } else if (part instanceof ContentPart.Audio audio) {
        data(audio.data(), most ? 1 : AUDIO_BYTES_PER_TOKEN);
      } else if (part instanceof ContentPart.Refusal refusal) {
        text(refusal.refusal());
      } else if (part instanceof ContentPart.Unknown unknown) {
        json(unknown.json());
      }
    }
  }

  private void tool(Tool tool) {
    tokens += AROUND_TOOL;
    if (tool instanceof Tool.Function function) {
      text(function.name());
      text(function.description());
      if (function.parameters() != null) {
        json(function.parameters());
      }
    } else if (tool instanceof Tool.Unknown unknown) {
      json(unknown.json());
    }
  }

  /** Base64 is a third longer than what it holds; an address is short either way. */
  private void data(@Nullable String base64, int bytesPerToken) {
    tokens += base64 == null ? 0 : base64.length() * 3L / 4 / bytesPerToken + 1;
  }

  private void json(JsonNode json) {
    text(json.toString());
  }

  private void text(@Nullable String text) {
    tokens += text == null ? 0 : tokenizer.count(text);
  }
}
