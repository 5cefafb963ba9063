package dev.vaultgate.router.demo;

import dev.vaultgate.api.ChatClient;
import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.api.ChatStream;
import dev.vaultgate.api.Message;
import dev.vaultgate.client.AnswerName;
import dev.vaultgate.client.Cancellation;
import dev.vaultgate.client.ChatCall;
import dev.vaultgate.client.FrameStream;
import dev.vaultgate.client.Timeouts;
import dev.vaultgate.router.FakeTime;
import java.util.ArrayList;
import java.util.List;

/** A model of the demo as a client, without a router. */
final class DemoClient implements ChatClient {

  private final DemoProvider provider;

  DemoClient(String model) {
    this.provider = new DemoProvider(model, new FakeTime());
  }

  /** What demo-text says to this, as a second answer, which no longer says who speaks. */
  static String say(String text) {
    return new DemoClient("demo-text").chat(second(text).build()).text();
  }

  /** A request within a conversation that has begun. */
  static ChatRequest.Builder second(String text) {
    return ChatRequest.builder("demo-text")
        .user("Hello")
        .message(Message.assistant("Hello!"))
        .user(text);
  }

  @Override
  public ChatResponse chat(ChatRequest request) {
    return provider
        .chat(ChatCall.of(request, false), AnswerName.KEPT, Timeouts.DEFAULT, new Cancellation())
        .response();
  }

  @Override
  public ChatStream stream(ChatRequest request) {
    return new FrameStream(
        provider.stream(
            ChatCall.of(request, true), AnswerName.KEPT, Timeouts.DEFAULT, new Cancellation()));
  }

  List<ChatEvent> events(ChatRequest request) {
    List<ChatEvent> events = new ArrayList<>();
    try (ChatStream stream = stream(request)) {
      stream.forEach(events::add);
    }
    return events;
  }
}
