package dev.vaultgate.router;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.ChatClient;
import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.api.ChatStream;
import dev.vaultgate.api.EmbeddingClient;
import dev.vaultgate.api.EmbeddingRequest;
import dev.vaultgate.api.EmbeddingResponse;
import dev.vaultgate.api.ImageClient;
import dev.vaultgate.api.ImageRequest;
import dev.vaultgate.api.ImageResponse;
import dev.vaultgate.api.json.ChatChunkJson;
import dev.vaultgate.api.json.ChatResponseJson;
import dev.vaultgate.api.json.EmbeddingJson;
import dev.vaultgate.api.json.ImageJson;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.Cancellation;
import dev.vaultgate.client.ChatCall;
import dev.vaultgate.client.EmbeddingCall;
import dev.vaultgate.client.ImageCall;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.time.SystemTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A gateway as one key sees it, for an application in the same process: with the key's models,
 * limits and budget. Safe for many threads.
 */
public final class KeyedClient implements ChatClient, EmbeddingClient, ImageClient {

  private static final int ID_BYTES = 12;

  private final Gateway gateway;
  private final ApiKey key;
  private final SystemTime time;

  KeyedClient(Gateway gateway, ApiKey key, SystemTime time) {
    this.gateway = gateway;
    this.key = key;
    this.time = time;
  }

  @Override
  public ChatResponse chat(ChatRequest request) {
    return ChatResponseJson.read(
        json(gateway.chat(caller(new Cancellation()), ChatCall.of(request, false))));
  }

  @Override
  public ChatStream stream(ChatRequest request) {
    Cancellation cancellation = new Cancellation();
    return new Chunks(
        gateway.stream(caller(cancellation), ChatCall.of(request, true)), cancellation);
  }

  @Override
  public EmbeddingResponse embed(EmbeddingRequest request) {
    return EmbeddingJson.readResponse(
        json(gateway.embeddings(caller(new Cancellation()), EmbeddingCall.of(request))));
  }

  @Override
  public ImageResponse generate(ImageRequest request) {
    return ImageJson.readResponse(
        json(gateway.images(caller(new Cancellation()), ImageCall.of(request))));
  }

  private static JsonNode json(GatewayReply reply) {
    try {
      return Json.read(reply.json());
    } catch (IOException e) {
      throw new UncheckedIOException("the gateway's own answer", e);
    }
  }

  private Caller caller(Cancellation cancellation) {
    byte[] id = new byte[ID_BYTES];
    time.fillSecret(id);
    return new Caller(key, HexFormat.of().formatHex(id), cancellation);
  }

  /** The gateway's chunks as events. */
  private static final class Chunks implements ChatStream {
    private final GatewayStream stream;
    private final Cancellation cancellation;
    private final Deque<ChatEvent> ready = new ArrayDeque<>();
    private boolean started;

    Chunks(GatewayStream stream, Cancellation cancellation) {
      this.stream = stream;
      this.cancellation = cancellation;
    }

    @Override
    public @Nullable ChatEvent next() {
      while (ready.isEmpty()) {
        byte[] chunk = stream.next();
        if (chunk == null) {
          return null;
        }
        read(chunk);
      }
      return ready.poll();
    }

    private void read(byte[] chunk) {
      try {
        JsonNode json = Json.read(chunk);
        if (!started) {
          started = true;
          ready.add(ChatChunkJson.start(json));
        }
        ChatChunkJson.read(json, ready::add);
      } catch (IOException e) {
        throw new UncheckedIOException("the gateway's own chunk", e);
      }
    }

    @Override
    public void close() {
      cancellation.cancel();
      stream.close();
    }
  }
}
