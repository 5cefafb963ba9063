package dev.vaultgate.server.recordings;

import dev.vaultgate.client.anthropic.AnthropicRequestForm;
import dev.vaultgate.client.bedrock.ConverseRequestForm;
import dev.vaultgate.client.cohere.CohereRequestForm;
import dev.vaultgate.client.gemini.GeminiRequestForm;
import dev.vaultgate.client.ollama.OllamaRequestForm;
import dev.vaultgate.client.openai.AzureRequestForm;
import dev.vaultgate.client.openai.MistralRequestForm;
import dev.vaultgate.client.openai.OpenAiRequestForm;
import dev.vaultgate.client.vertex.VertexRequestForm;
import java.util.List;
import java.util.Set;

/** Whose recordings are played, and how: the rows of a table. */
final class RecordedProviders {

  private static final String BEARER = "authorization";
  private static final String NO_KEY = "";

  /** The same projects and places under other versions of the interface, and by other names. */
  private static final Set<String> VERTEX_PATHS =
      Set.of(
          "/v1beta1/projects/PROJECT/locations/global",
          "/v1beta1/projects/PROJECT/locations/us-central1",
          "/v1beta1/projects/PROJECT/locations/europe-west4",
          "/v1/projects/PROJECT/locations/us-central1",
          "/v1/projects/PROJECT/locations/europe-west4",
          "/v1beta1/projects/<GOOGLE_CLOUD_PROJECT>/locations/<GOOGLE_CLOUD_LOCATION>");

  private RecordedProviders() {}

  /** All of them. Rows may share a folder, not an endpoint of it. */
  static List<RecordedProvider> all() {
    return List.of(
        new RecordedProvider(
            "openai",
            "openai",
            "/v1",
            BEARER,
            Set.of(
                "chat.completions",
                "responses",
                "completions",
                "embeddings",
                "images.generations",
                "images.edits",
                "models"),
            new OpenAiRequestForm(),
            true),
        new RecordedProvider(
            "anthropic",
            "anthropic",
            "/",
            "x-api-key",
            Set.of("messages", "models"),
            new AnthropicRequestForm(),
            false),
        new RecordedProvider(
            "gemini",
            "google",
            "/v1beta",
            "x-goog-api-key",
            Set.of("generateContent", "streamGenerateContent", "batchEmbedContents", "models"),
            new GeminiRequestForm(),
            false),
        new RecordedProvider(
            "vertex",
            "google-vertex",
            "/v1/projects/PROJECT/locations/global",
            VERTEX_PATHS,
            "x-goog-api-key",
            Set.of(
                "generateContent",
                "streamGenerateContent",
                "predict",
                "anthropic.rawPredict",
                "anthropic.streamRawPredict"),
            new VertexRequestForm(),
            false),
        new RecordedProvider(
            "azure",
            "azure-openai",
            "/openai",
            "api-key",
            Set.of("chat.completions", "responses", "embeddings"),
            new AzureRequestForm(),
            true),
        new RecordedProvider(
            "azure",
            "azure-anthropic",
            "/anthropic",
            "x-api-key",
            Set.of("messages"),
            new AnthropicRequestForm(),
            false),
        new RecordedProvider(
            "bedrock",
            "amazon-bedrock",
            "/",
            Set.of(),
            BEARER,
            Set.of("converse", "converse-stream"),
            new ConverseRequestForm(),
            false),
        new RecordedProvider(
            "bedrock",
            "amazon-bedrock-invoke",
            "/",
            Set.of(),
            BEARER,
            Set.of("invoke", "invoke-with-response-stream"),
            new AnthropicRequestForm(),
            false),
        new RecordedProvider(
            "cohere",
            "cohere",
            "/",
            Set.of(),
            BEARER,
            Set.of("cohere.v2.chat", "cohere.v2.embed"),
            new CohereRequestForm(),
            false),
        new RecordedProvider(
            "ollama",
            "ollama",
            "/",
            Set.of(),
            NO_KEY,
            Set.of("ollama.chat"),
            new OllamaRequestForm(),
            false),
        new RecordedProvider(
            "mistral",
            "mistral",
            "/v1",
            Set.of(),
            BEARER,
            Set.of("chat.completions", "embeddings", "models"),
            new MistralRequestForm(),
            false),
        // Who else speaks OpenAI's dialect, with the quirks that the registry has of them.
        openAiLike("alibaba", "alibaba", "/compatible-mode/v1"),
        openAiLike("bedrock_mantle", "amazon-bedrock-mantle", "/v1"),
        openAiLike("cerebras", "cerebras", "/v1"),
        openAiLike("cloudflare", "cloudflare-workers-ai", "/client/v4/accounts/ACCOUNT/ai/v1"),
        openAiLike("crusoe", "crusoe", "/v1"),
        openAiLike("databricks", "databricks", "/ai-gateway/mlflow/v1", "/serving-endpoints"),
        openAiLike("deepseek", "deepseek", "/"),
        openAiLike("doubleword", "doubleword", "/v1"),
        openAiLike("gpustack", "gpustack", "/v1"),
        openAiLike("groq", "groq", "/openai/v1"),
        openAiLike("heroku", "heroku", "/v1"),
        openAiLike("huggingface", "huggingface", "/v1", "/together/v1"),
        local("llamacpp", "/v1"),
        local("mistralrs", "/v1"),
        openAiLike("ollama", "ollama-cloud", "/v1"),
        openAiLike("openrouter", "openrouter", "/api/v1"),
        withoutStreamOptions("perplexity", "/"),
        openAiLike("voyage", "voyage", "/v1"),
        openAiLike("snowflake", "snowflake-cortex", "/api/v2/cortex/v1"),
        openAiLike("together", "together", "/v1"),
        openAiLike("venice", "venice", "/api/v1"),
        openAiLike("writer", "writer", "/v1"),
        openAiLike("xai", "xai", "/v1"),
        openAiLike("zai", "zai", "/api/paas/v4", "/api/coding/paas/v4"));
  }

  private static RecordedProvider openAiLike(
      String folder, String id, String basePath, String... recordedPaths) {
    return openAiLike(folder, id, basePath, Set.of(recordedPaths), BEARER, true);
  }

  /** A server on the operator's own machine, which asks for no key. */
  private static RecordedProvider local(String id, String basePath) {
    return openAiLike(id, id, basePath, Set.of(), NO_KEY, true);
  }

  private static RecordedProvider withoutStreamOptions(String id, String basePath) {
    return openAiLike(id, id, basePath, Set.of(), BEARER, false);
  }

  private static RecordedProvider openAiLike(
      String folder,
      String id,
      String basePath,
      Set<String> recordedPaths,
      String keyHeader,
      boolean asksForUsage) {
    return new RecordedProvider(
        folder,
        id,
        basePath,
        recordedPaths,
        keyHeader,
        Set.of("chat.completions", "responses", "embeddings", "images.generations", "models"),
        new OpenAiRequestForm(),
        asksForUsage);
  }
}
