package dev.vaultgate.server.sdk;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A streamed answer as LangChain4j hands it over, kept for a test that waits for it. */
final class StreamedAnswer implements StreamingChatResponseHandler {

  private static final long PATIENCE_SECONDS = 20;

  private final List<String> pieces = new CopyOnWriteArrayList<>();
  private final CompletableFuture<StreamingHandle> started = new CompletableFuture<>();
  private final CompletableFuture<ChatResponse> ended = new CompletableFuture<>();

  static StreamedAnswer of(StreamingChatModel model, ChatRequest request) {
    StreamedAnswer answer = new StreamedAnswer();
    model.chat(request, answer);
    return answer;
  }

  /** The pieces of text so far. */
  List<String> pieces() {
    return pieces;
  }

  /** What ends the stream from this side, as soon as its first text is there. */
  StreamingHandle started() throws InterruptedException, TimeoutException, ExecutionException {
    return started.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** The whole answer, or the exception that it ended with. */
  ChatResponse whole() throws InterruptedException, TimeoutException, ExecutionException {
    return ended.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void onPartialResponse(PartialResponse piece, PartialResponseContext context) {
    pieces.add(piece.text());
    started.complete(context.streamingHandle());
  }

  @Override
  public void onCompleteResponse(ChatResponse response) {
    ended.complete(response);
  }

  @Override
  public void onError(Throwable error) {
    ended.completeExceptionally(error);
  }
}
