package dev.vaultgate.router;

import dev.vaultgate.api.ChatClient;
import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.api.ChatStream;
import dev.vaultgate.api.EmbeddingClient;
import dev.vaultgate.api.EmbeddingRequest;
import dev.vaultgate.api.EmbeddingResponse;
import dev.vaultgate.api.ImageClient;
import dev.vaultgate.api.ImageRequest;
import dev.vaultgate.api.ImageResponse;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.Model;
import dev.vaultgate.api.ModelCatalog;
import dev.vaultgate.api.UpstreamException;
import dev.vaultgate.api.VaultGateException;
import dev.vaultgate.client.AnswerName;
import dev.vaultgate.client.Cancellation;
import dev.vaultgate.client.ChatCall;
import dev.vaultgate.client.ChatFrames;
import dev.vaultgate.client.ChatReply;
import dev.vaultgate.client.EmbeddingCall;
import dev.vaultgate.client.EmbeddingReply;
import dev.vaultgate.client.FrameStream;
import dev.vaultgate.client.ImageCall;
import dev.vaultgate.client.ImageReply;
import dev.vaultgate.client.Noted;
import dev.vaultgate.client.Timeouts;
import dev.vaultgate.router.catalog.Catalog;
import dev.vaultgate.router.catalog.Deployment;
import dev.vaultgate.router.catalog.ModelType;
import dev.vaultgate.router.catalog.PublicModel;
import dev.vaultgate.router.catalog.Resolution;
import dev.vaultgate.router.route.Ask;
import dev.vaultgate.router.route.Candidate;
import dev.vaultgate.router.route.CommitWindow;
import dev.vaultgate.router.route.Errand;
import dev.vaultgate.router.route.Explanation;
import dev.vaultgate.router.route.FallbackProof;
import dev.vaultgate.router.route.Load;
import dev.vaultgate.router.route.Needs;
import dev.vaultgate.router.route.Place;
import dev.vaultgate.router.route.Plan;
import dev.vaultgate.router.route.RoutePolicy;
import dev.vaultgate.router.route.RouteQuestion;
import dev.vaultgate.router.route.RouteRunner;
import dev.vaultgate.router.route.RouteTable;
import dev.vaultgate.router.route.RouteThreads;
import dev.vaultgate.router.route.Routed;
import dev.vaultgate.router.route.RoutedFrames;
import dev.vaultgate.router.route.Standing;
import dev.vaultgate.router.route.TimeLimits;
import dev.vaultgate.router.route.Trip;
import dev.vaultgate.router.route.Try;
import dev.vaultgate.router.route.Wishes;
import dev.vaultgate.router.time.SystemTime;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides where a call goes: a model's deployments are tried in order, and until the first content
 * the next one takes over from one that fails. It keeps no accounts; {@link Gateway} does.
 *
 * <p>Safe for many threads. Close it when the application ends.
 */
public final class Router
    implements ChatClient, EmbeddingClient, ImageClient, ModelCatalog, AutoCloseable {

  /**
   * What decides where a call goes, as one thing, so that a change reaches every call whole or not
   * at all.
   */
  record Routing(Catalog catalog, Deployments deployments, RouteTable routes, Timeouts timeouts) {}

  private final SystemTime time;
  private final RouteRunner runner;
  private volatile Routing routing;

  Router(Routing routing, RouteRunner runner, SystemTime time) {
    this.routing = routing;
    this.runner = runner;
    this.time = time;
  }

  public static RouterBuilder builder() {
    return new RouterBuilder();
  }

  /**
   * Goes by what a builder describes from now on; calls that have begun end as they began. What is
   * known of a deployment's health stays where its provider is set up as before. The builder's time
   * and transport do not count.
   *
   * @throws IllegalArgumentException as {@link RouterBuilder#build} does; nothing has changed then
   */
  public synchronized void change(RouterBuilder to) {
    Routing before = routing;
    Routing after = to.routing(before.deployments().transport());
    after.deployments().after(before.deployments());
    routing = after;
  }

  /** The models and the providers behind them, as they are now. */
  public Catalog catalog() {
    return routing.catalog();
  }

  @Override
  public ChatResponse chat(ChatRequest request) {
    PublicModel model = resolve(request.model(), ModelType.TEXT);
    return chat(model, ChatCall.of(request, false), AnswerName.KEPT, errand()).answer().response();
  }

  @Override
  public ChatStream stream(ChatRequest request) {
    PublicModel model = resolve(request.model(), ModelType.TEXT);
    return new FrameStream(
        stream(model, ChatCall.of(request, true), AnswerName.KEPT, errand()).answer(), seconds());
  }

  @Override
  public ImageResponse generate(ImageRequest request) {
    PublicModel model = resolve(request.model(), ModelType.IMAGE);
    return images(model, ImageCall.of(request), errand()).answer().response();
  }

  @Override
  public EmbeddingResponse embed(EmbeddingRequest request) {
    PublicModel model = resolve(request.model(), ModelType.EMBEDDING);
    return embeddings(model, EmbeddingCall.of(request), AnswerName.KEPT, errand())
        .answer()
        .response();
  }

  @Override
  public List<Model> models() {
    return models(model -> true);
  }

  @Override
  public Optional<Model> model(String id) {
    return model(id, model -> true);
  }

  List<Model> models(Predicate<PublicModel> visible) {
    return catalog().models(today()).stream().filter(visible).map(ModelFacts::of).toList();
  }

  Optional<Model> model(String id, Predicate<PublicModel> visible) {
    return catalog().resolve(id, today()).model().filter(visible).map(ModelFacts::of);
  }

  /** The answer to a name that means no model that the caller may know of. */
  InvalidRequestException missing(String name, Predicate<PublicModel> visible) {
    Catalog catalog = catalog();
    return UnknownModel.of(catalog, catalog.resolve(name, today()), name, today(), visible);
  }

  /** The answer to a name that the caller may not use: the same as for one that means nothing. */
  InvalidRequestException hidden(String name, Predicate<PublicModel> visible) {
    return UnknownModel.hidden(catalog(), name, today(), visible);
  }

  /**
   * What a name means.
   *
   * @param wanted what is asked for
   * @throws InvalidRequestException 404 when it means no model that is served
   */
  public PublicModel resolve(String name, ModelType wanted) {
    return resolve(name, wanted, model -> true);
  }

  /**
   * The same for a caller who may know of some models only.
   *
   * @param visible those whose names may be suggested to him; it refuses no model that he names
   */
  PublicModel resolve(String name, ModelType wanted, Predicate<PublicModel> visible) {
    Catalog catalog = catalog();
    Resolution resolution = catalog.resolve(name, wanted, today());
    return resolution
        .model()
        .orElseThrow(() -> UnknownModel.of(catalog, resolution, name, today(), visible));
  }

  private static Errand errand() {
    return Errand.of(new Cancellation());
  }

  /** Asks a model's deployments for a whole answer. */
  public Routed<ChatReply> chat(PublicModel model, ChatCall call, AnswerName name, Errand errand) {
    return run(
        model,
        call,
        Load.Kind.WHOLE,
        errand,
        (candidate, timeouts, cancellation) ->
            dated(candidate.upstream().chat(call, name, timeouts, cancellation)));
  }

  /** Some dialects do not say when an answer was made; then it was now. */
  private ChatReply dated(ChatReply reply) {
    return reply instanceof ChatReply.Value value && value.response().created() <= 0
        ? value.with(value.response().withCreated(seconds()))
        : reply;
  }

  /** Asks for a stream, and returns when its first content is there. */
  public Routed<RoutedFrames> stream(
      PublicModel model, ChatCall call, AnswerName name, Errand errand) {
    CommitWindow window = routing.routes().get(model.id()).policy().window();
    return run(
        model,
        call,
        Load.Kind.STREAM,
        errand,
        new Try<>() {
          @Override
          public RoutedFrames at(
              Candidate candidate, Timeouts timeouts, Cancellation cancellation) {
            ChatFrames frames = candidate.upstream().stream(call, name, timeouts, cancellation);
            errand.begun(candidate.place());
            try {
              return RoutedFrames.await(frames, candidate, window, RouteThreads.executor());
            } catch (UpstreamException e) {
              errand.begun(null);
              throw e;
            }
          }

          @Override
          public void discard(RoutedFrames late) {
            late.discard();
          }
        });
  }

  /** Asks for vectors. */
  public Routed<EmbeddingReply> embeddings(
      PublicModel model, EmbeddingCall call, AnswerName name, Errand errand) {
    return run(
        model,
        null,
        Load.Kind.WHOLE,
        errand,
        (candidate, timeouts, cancellation) ->
            candidate.upstream().embed(call, name, timeouts, cancellation));
  }

  /** Asks for images. */
  public Routed<ImageReply> images(PublicModel model, ImageCall call, Errand errand) {
    return run(
        model,
        null,
        Load.Kind.WHOLE,
        errand,
        (candidate, timeouts, cancellation) ->
            dated(candidate.upstream().images(call, timeouts, cancellation)));
  }

  private ImageReply dated(ImageReply reply) {
    return reply.response().created() > 0
        ? reply
        : new ImageReply(reply.response().withCreated(seconds()), reply.dropped());
  }

  private <T extends Noted> Routed<T> run(
      PublicModel model, @Nullable ChatCall chat, Load.Kind kind, Errand errand, Try<T> attempt) {
    Routed<T> routed = runner.run(trip(model, chat, kind, errand), attempt);
    routed.trace().answer(routed.answer().notes(), null);
    return routed.at(place(model, routed.candidate().place()));
  }

  private Trip trip(PublicModel model, @Nullable ChatCall chat, Load.Kind kind, Errand errand) {
    Routing now = routing;
    RouteTable.Entry route = now.routes().get(model.id());
    Plan plan = plan(now, model, route);
    Wishes wishes = errand.wishes();
    Timeouts timeouts = wishes.times().within(route.policy().times().over(now.timeouts()));
    Duration total = kind == Load.Kind.STREAM ? timeouts.streamTotal() : timeouts.total();
    boolean isSole = plan.candidates().size() == 1;
    Ask ask =
        new Ask(
            isSole || chat == null ? Needs.NONE : RequestNeeds.of(chat),
            isSole ? null : session(wishes, route.policy(), chat),
            tags(wishes, route, plan),
            Set.of(),
            time.nanoTime() + total.toNanos(),
            isSole ? 0 : Double.doubleToLongBits(time.random()),
            isSole ? 0 : route.nextTurn());
    return new Trip(plan, ask, kind, timeouts, chat == null ? null : route.hedges(), errand);
  }

  /** Whether one of the model's deployments may be asked now, as far as it is for it to say. */
  boolean isReady(PublicModel model, Load.Kind kind) {
    long now = time.nanoTime();
    Deployments known = routing.deployments();
    for (Deployment deployment : model.deployments()) {
      for (Candidate candidate : known.candidates(deployment)) {
        if (candidate.standing(kind, now).isReady()) {
          return true;
        }
      }
    }
    return false;
  }

  /** What a call would be told now because nobody would be asked; null when somebody would. */
  @Nullable VaultGateException refusal(
      PublicModel model, @Nullable ChatCall chat, Load.Kind kind, Errand errand) {
    return runner.refusal(trip(model, chat, kind, errand));
  }

  private static @Nullable String session(
      Wishes wishes, RoutePolicy policy, @Nullable ChatCall chat) {
    return wishes.session() == null && policy.byUser() && chat != null
        ? RequestNeeds.user(chat)
        : wishes.session();
  }

  /**
   * What every deployment must have.
   *
   * @throws InvalidRequestException when the caller asks for what no deployment of the model has
   */
  private static Set<String> tags(Wishes wishes, RouteTable.Entry route, Plan plan) {
    if (wishes.tags().isEmpty()) {
      return route.tags();
    }
    Set<String> tags = new LinkedHashSet<>(route.tags());
    tags.addAll(wishes.tags());
    if (plan.candidates().stream().noneMatch(c -> c.place().tags().containsAll(tags))) {
      throw InvalidRequestException.value(
          "x-vaultgate-tags",
          String.join(", ", wishes.tags()),
          "tags that a deployment of the model has");
    }
    return tags;
  }

  /** Where a call would go now, and why. Nobody is asked. */
  public Explanation explain(PublicModel model, RouteQuestion question) {
    Routing now = routing;
    RouteTable.Entry route = now.routes().get(model.id());
    Plan plan = plan(now, model, route);
    Set<String> tags = tags(new Wishes(null, question.tags(), TimeLimits.NONE), route, plan);
    long nanoTime = time.nanoTime();
    Ask ask =
        new Ask(
            question.needs(),
            question.session(),
            tags,
            question.without(),
            nanoTime + now.timeouts().total().toNanos(),
            Double.doubleToLongBits(time.random()),
            route.turn().get());
    return Explanation.of(
        plan, ask, plan.standings(question.kind(), nanoTime), nanoTime, route.shortfalls());
  }

  /** Every deployment that has been asked, or asked about, so far. */
  public List<Candidate> deployments() {
    return routing.deployments().known().toList();
  }

  /** How a deployment stands now. */
  public Standing standing(Candidate candidate) {
    return candidate.standing(Load.Kind.STREAM, time.nanoTime());
  }

  /** The nanoseconds until a standing ends, 0 when nobody knows. */
  public long remainingNanos(Standing standing) {
    return standing.hasEnd() ? Math.max(0, standing.until() - time.nanoTime()) : 0;
  }

  /** What the fallbacks of all routes are known to lack. */
  public List<FallbackProof.Shortfall> shortfalls() {
    return routing.routes().shortfalls();
  }

  /** How the deployments of a model stand, in the order in which they are written. */
  public List<Candidate> candidates(PublicModel model) {
    return candidates(routing, model);
  }

  private static Plan plan(Routing now, PublicModel model, RouteTable.Entry route) {
    return new Plan(model.id(), route.policy(), candidates(now, model));
  }

  private static List<Candidate> candidates(Routing now, PublicModel model) {
    List<Deployment> deployments = model.deployments();
    if (deployments.size() == 1) {
      return now.deployments().candidates(deployments.get(0));
    }
    List<Candidate> candidates = new ArrayList<>(deployments.size());
    for (Deployment deployment : deployments) {
      candidates.addAll(now.deployments().candidates(deployment));
    }
    return candidates;
  }

  /** The plan has a place for each key, and the model one for each deployment. */
  static int place(PublicModel model, Place answered) {
    for (int place = 0; place < model.deployments().size(); place++) {
      if (model.deployments().get(place).id().equals(answered.deployment())) {
        return place;
      }
    }
    throw new IllegalStateException("a place outside the plan");
  }

  /** One deployment, outside any route, with each key; for trying a provider out. */
  public List<Candidate> candidates(Deployment deployment) {
    return routing.deployments().candidates(deployment);
  }

  private long seconds() {
    return time.now().getEpochSecond();
  }

  private LocalDate today() {
    return time.today();
  }

  @Override
  public void close() {
    routing.deployments().close();
  }
}
