package dev.vaultgate.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.ImageRequest;
import dev.vaultgate.api.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks the steps of an image wire with the answers of a script, one for each request, and without
 * time or network. It notes what was sent, how long was waited, and how a job is stopped.
 */
public final class ScriptedPainter {

  /** Two pixels, of which the first is transparent. */
  public static final ImageInput MASK = EditMaskTest.pixels(0x00000000, 0xFFFFFFFF);

  private final Wire wire;
  private Target target;
  private final Deque<String> answers = new ArrayDeque<>();
  private final List<WireRequest> sent = new ArrayList<>();
  private Duration waited = Duration.ZERO;
  private @Nullable WireRequest stop;

  public ScriptedPainter(Wire wire, String baseUrl, String model, Map<String, String> paths) {
    this.wire = wire;
    this.target =
        new Target("painter", model, baseUrl, paths, Map.of(), Set.of(), Target.Traits.UNKNOWN);
  }

  public ScriptedPainter(Wire wire, String baseUrl, String model) {
    this(wire, baseUrl, model, Map.of());
  }

  /** The same before a provider of these quirks. */
  public ScriptedPainter with(Quirk... quirks) {
    target =
        new Target(
            target.provider(),
            target.model(),
            target.baseUrl(),
            target.paths(),
            target.headers(),
            Set.of(quirks),
            target.traits());
    return this;
  }

  /** A wish for {@code n} images with further fields in JSON. */
  public static ImageCall wish(int n, @Nullable String size, String extra) {
    try {
      JsonNode further = Json.read(extra.getBytes(StandardCharsets.UTF_8));
      ObjectNode fields = Json.object().put("model", "m").put("prompt", "a lake");
      if (n > 1) {
        fields.put("n", n);
      }
      if (size != null) {
        fields.put("size", size);
      }
      further.properties().forEach(field -> fields.set(field.getKey(), field.getValue()));
      return ImageBody.parseGeneration(Json.bytes(fields));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static ImageCall wish() {
    return ImageCall.of(ImageRequest.of("m", "a lake"));
  }

  /** A wish to edit these images, without or with a mask. */
  public static ImageCall edit(@Nullable ImageInput mask, ImageInput... inputs) {
    return new ImageCall(ImageRequest.of("m", "greener"), List.of(inputs), mask, false);
  }

  /** What is answered next. */
  public ScriptedPainter answering(String json) {
    answers.add(json);
    return this;
  }

  public ImageReply paint(ImageCall call) {
    return walk(wire.images().orElseThrow().begin(call, target));
  }

  private ImageReply walk(ImageStep step) {
    if (step instanceof ImageStep.Done done) {
      return done.reply();
    } else if (step instanceof ImageStep.Several several) {
      return ImageReply.joined(several.steps().stream().map(this::walk).toList());
    } else if (step instanceof ImageStep.Started started) {
      stop = started.stop();
      return walk(started.next());
    } else if (step instanceof ImageStep.Pause pause) {
      waited = waited.plus(pause.time());
      return walk(pause.next());
    }
    ImageStep.Send send = (ImageStep.Send) step;
    sent.add(send.request());
    byte[] body = answers.remove().getBytes(StandardCharsets.UTF_8);
    return walk(send.then().apply(new ImageStep.Answer(name -> null, body)));
  }

  /** The requests so far. */
  public List<WireRequest> sent() {
    return sent;
  }

  /** The addresses asked so far. */
  public List<String> urls() {
    return sent.stream().map(WireRequest::url).toList();
  }

  /** The first request's body as JSON. */
  public JsonNode body() {
    try {
      return Json.read(sent.get(0).body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first request's body as text. */
  public String form() {
    return new String(sent.get(0).body(), StandardCharsets.ISO_8859_1);
  }

  public Duration waited() {
    return waited;
  }

  public @Nullable WireRequest stop() {
    return stop;
  }

  /** What the wire makes of an answer that is no success. */
  public UpstreamFailure error(int status, String body) {
    return wire.readError(status, name -> null, body.getBytes(StandardCharsets.UTF_8));
  }
}
