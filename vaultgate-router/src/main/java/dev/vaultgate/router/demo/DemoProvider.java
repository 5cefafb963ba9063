package dev.vaultgate.router.demo;

import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.api.Content;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.Message;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.api.Usage;
import dev.vaultgate.client.AnswerName;
import dev.vaultgate.client.Cancellation;
import dev.vaultgate.client.ChatCall;
import dev.vaultgate.client.ChatFrames;
import dev.vaultgate.client.ChatReply;
import dev.vaultgate.client.EmbeddingCall;
import dev.vaultgate.client.EmbeddingReply;
import dev.vaultgate.client.Frame;
import dev.vaultgate.client.ImageCall;
import dev.vaultgate.client.ImageReply;
import dev.vaultgate.client.RequestMedia;
import dev.vaultgate.client.Timeouts;
import dev.vaultgate.client.Upstream;
import dev.vaultgate.router.catalog.ProviderRegistry;
import dev.vaultgate.router.catalog.ProviderRow;
import dev.vaultgate.router.time.SystemTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One model of the demo. The same request gets the same answer, apart from its date; only {@code
 * demo-flaky-text} counts its attempts. Needs no key, no network and next to no memory. Safe for
 * many threads.
 */
public final class DemoProvider implements Upstream {

  /** The provider's id in the registry. */
  public static final String ID = "demo";

  private static final int FRAMES_BEFORE_CUT = 5;

  private final String name;
  private final @Nullable DemoModel known;
  private final Pace pace;
  private final SystemTime time;
  private final AtomicLong attempts = new AtomicLong();

  /**
   * @param model the model's name, such as {@code demo-text}; one that does not exist fails at
   *     every call, as it would at any provider
   * @param time for the date of answers
   */
  public DemoProvider(String model, SystemTime time) {
    this(model, time, model.equals(DemoModel.SLOW.id()) ? Pace.SLOW : Pace.AT_ONCE);
  }

  DemoProvider(String model, SystemTime time, Pace pace) {
    this.name = model;
    this.known = DemoModel.of(model).orElse(null);
    this.time = time;
    this.pace = pace;
  }

  /** The demo among the known providers. */
  public static ProviderRow row() {
    return ProviderRegistry.builtIn().get(ID);
  }

  @Override
  public ChatReply chat(
      ChatCall call, AnswerName name, Timeouts timeouts, Cancellation cancellation) {
    RequestMedia.PUBLIC.check(call);
    Conversation conversation = open(call);
    if (conversation.model() == DemoModel.ERROR) {
      throw Mishap.of(conversation.words()).exceptionOfWhole(conversation.model());
    }
    List<Draft> answers = new Composer(conversation).answers();
    Pace asked = pace.asked(conversation.said());
    Pace.pause(
        asked.ofWhole(Pieces.content(answers).size()), timeouts.total(), cancellation, this.name);
    ChatEvent.Start head = head(conversation, name);
    return new ChatReply.Value(
        new ChatResponse(
            head.id(),
            head.created(),
            head.model(),
            choices(answers),
            usage(conversation, answers),
            Map.of()),
        dropped(conversation));
  }

  @Override
  public ChatFrames stream(
      ChatCall call, AnswerName name, Timeouts timeouts, Cancellation cancellation) {
    RequestMedia.PUBLIC.check(call);
    Conversation conversation = open(call);
    Mishap mishap =
        conversation.model() == DemoModel.ERROR ? Mishap.of(conversation.words()) : null;
    if (mishap != null && !mishap.isLate()) {
      throw mishap.exception(conversation.model());
    }
    List<Draft> answers = new Composer(conversation).answers();
    List<Frame> frames = Pieces.of(answers, usage(conversation, answers));
    return new DemoFrames(
        head(conversation, name),
        mishap == null ? frames : frames.subList(0, Math.min(FRAMES_BEFORE_CUT, frames.size() - 1)),
        dropped(conversation),
        mishap == null ? null : mishap.exception(conversation.model()),
        pace.asked(conversation.said()),
        timeouts,
        cancellation);
  }

  @Override
  public ImageReply images(ImageCall call, Timeouts timeouts, Cancellation cancellation) {
    if (model() != DemoModel.IMAGE) {
      throw InvalidRequestException.value("model", name, DemoModel.IMAGE.id());
    }
    return new ImageReply(
        new Gallery(call).paint(time.now().getEpochSecond(), cancellation), List.of());
  }

  @Override
  public EmbeddingReply embed(
      EmbeddingCall call, AnswerName name, Timeouts timeouts, Cancellation cancellation) {
    if (model() != DemoModel.EMBEDDING) {
      throw InvalidRequestException.value("model", this.name, DemoModel.EMBEDDING.id());
    }
    String model = name.model();
    return new EmbeddingReply.Value(
        WordVectors.of(call.request(), model == null ? this.name : model),
        call.base64(),
        List.of());
  }

  /** Reads a request, and refuses it where a model of this kind would. */
  private Conversation open(ChatCall call) {
    DemoModel model = model();
    if (model == DemoModel.FLAKY && attempts.getAndIncrement() % 2 == 0) {
      throw Mishap.OVERLOADED.exception(model);
    }
    ChatRequest request = call.request();
    if (!model.writesText()) {
      throw InvalidRequestException.value("model", name, "a model that writes text");
    }
    Conversation conversation = Conversation.of(request, model);
    if (call.facts().images() > 0 && !model.seesImages()) {
      throw InvalidRequestException.value(
          "messages", "an image", "text, or the model " + DemoModel.HYBRID.id());
    }
    long tokens = Tokens.ofPrompt(request);
    if (tokens > model.contextTokens()) {
      throw new InvalidRequestException(
          400,
          "context_length_exceeded",
          "This model's context is %d tokens, and the messages have %d."
              .formatted(model.contextTokens(), tokens),
          "messages");
    }
    return conversation;
  }

  private DemoModel model() {
    if (known == null) {
      throw Mishap.failure(
          UpstreamFault.MODEL_MISSING, 404, "the demo has no such model", name, null);
    }
    return known;
  }

  private ChatEvent.Start head(Conversation conversation, AnswerName given) {
    String id = given.id();
    String model = given.model();
    return new ChatEvent.Start(
        id != null ? id : "chatcmpl-demo-" + Dice.of(conversation.said()).hex(),
        model != null ? model : name,
        time.now().getEpochSecond(),
        Map.of());
  }

  private static List<ChatResponse.Choice> choices(List<Draft> answers) {
    List<ChatResponse.Choice> choices = new ArrayList<>();
    for (Draft answer : answers) {
      Message.Assistant message =
          new Message.Assistant(
              answer.text().isEmpty() && !answer.calls().isEmpty()
                  ? null
                  : Content.of(answer.text()),
              null,
              answer.reasoning().isEmpty() ? null : answer.reasoning(),
              answer.calls(),
              Map.of());
      choices.add(new ChatResponse.Choice(choices.size(), message, answer.finish(), Map.of()));
    }
    return choices;
  }

  private static Usage usage(Conversation conversation, List<Draft> answers) {
    long reasoning = answers.stream().mapToLong(answer -> Tokens.of(answer.reasoning())).sum();
    return Usage.of(
        Tokens.ofPrompt(conversation.request()),
        answers.stream().mapToLong(Draft::tokens).sum(),
        0,
        0,
        reasoning);
  }

  /** What was asked for and has no meaning here. */
  private static List<String> dropped(Conversation conversation) {
    List<String> dropped = new ArrayList<>(conversation.request().extra().keySet());
    if (conversation.request().reasoningEffort() != null && !conversation.model().thinks()) {
      dropped.add("reasoning_effort");
    }
    return dropped;
  }
}
