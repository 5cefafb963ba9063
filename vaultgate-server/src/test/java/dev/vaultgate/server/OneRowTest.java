package dev.vaultgate.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.client.RawUpstream;
import dev.vaultgate.router.ProviderSettings;
import dev.vaultgate.router.Router;
import dev.vaultgate.router.catalog.CatalogFiles;
import dev.vaultgate.router.catalog.ProviderRegistry;
import dev.vaultgate.router.catalog.ProviderRow;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Adding a provider that speaks a known wire is adding one row, and nothing else. */
class OneRowTest {

  private static final String ANSWER =
      "{\"id\":\"x\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"beam-1\",\"choices\":[{\"index\":0,"
          + "\"message\":{\"role\":\"assistant\",\"content\":\"From the lighthouse.\"},\"finish_reason\":\"stop\"}]}";

  @Test
  void aRowIsAllThatAChatNeeds() throws Exception {
    List<ProviderRow> rows;
    try (InputStream file =
        Objects.requireNonNull(getClass().getResourceAsStream("one-row.json"))) {
      rows = CatalogFiles.providers(file);
    }
    assertThat(rows).hasSize(1);
    try (RawUpstream lighthouse = new RawUpstream()) {
      lighthouse.always(c -> c.answer(200, "application/json", ANSWER));
      String port = String.valueOf(URI.create(lighthouse.url()).getPort());
      try (Router router =
          Router.builder()
              .registry(ProviderRegistry.of(rows))
              .provider(
                  new ProviderSettings(
                      "lighthouse", "key-1", null, null, Map.of("port", port), Map.of()))
              .passUnknownModels(true)
              .build()) {

        String answer =
            router
                .chat(
                    ChatRequest.of("lighthouse/beam-1", "Hello!").toBuilder()
                        .maxCompletionTokens(9)
                        .build())
                .text();

        assertThat(answer).isEqualTo("From the lighthouse.");
        RawUpstream.Request sent = lighthouse.requests().get(0);
        assertThat(sent.target()).isEqualTo("/v1/chat/completions");
        assertThat(sent.headers())
            .containsEntry("x-lighthouse-key", "key-1")
            .doesNotContainKey("authorization");
        assertThat(sent.body())
            .contains("\"max_tokens\":9")
            .doesNotContain("max_completion_tokens");
      }
    }
  }
}
