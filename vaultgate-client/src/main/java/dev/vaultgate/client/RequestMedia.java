package dev.vaultgate.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.vaultgate.api.CancelledException;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.MediaAddresses.Found;
import dev.vaultgate.client.json.JsonIndex;
import dev.vaultgate.client.json.JsonSplice;
import dev.vaultgate.client.json.JsonSyntaxException;
import dev.vaultgate.client.outbound.AddressRules;
import dev.vaultgate.client.outbound.Media;
import dev.vaultgate.client.outbound.MediaException;
import dev.vaultgate.client.outbound.MediaFetcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pictures and documents that a request names by address. Each address is held to the rules before
 * any provider hears of it; where the provider wants bytes, they are fetched and put in the
 * address's place. A request without addresses goes on as it came. Safe for many threads.
 */
public final class RequestMedia {

  /** Only addresses of the public internet. */
  public static final RequestMedia PUBLIC = new RequestMedia(new MediaFetcher(AddressRules.PUBLIC));

  /** How many one request may have us fetch. */
  static final int FETCHED_MAX = 4;

  private static final Logger LOG = LoggerFactory.getLogger(RequestMedia.class);

  private final MediaFetcher fetcher;

  public RequestMedia(MediaFetcher fetcher) {
    this.fetcher = fetcher;
  }

  /** How images that a provider made are brought, under the same rules. */
  ImageDownload download() {
    return ImageDownload.of(fetcher);
  }

  /**
   * Refuses a request with addresses that may not be reached, for who answers without fetching.
   *
   * @throws InvalidRequestException {@code image_url_not_allowed}
   */
  public void check(ChatCall call) {
    if (call.facts().addresses() > 0) {
      JsonIndex json = json(call);
      MediaAddresses.of(json).forEach(found -> check(json.text(found.token()), found, false));
    }
  }

  /**
   * The call as it may go to a target.
   *
   * @throws InvalidRequestException {@code image_url_not_allowed} when an address may not be
   *     reached, {@code invalid_value} when what must be fetched is too much or does not come
   */
  ChatCall ready(ChatCall call, Wire wire, Target target, Cancellation cancellation) {
    if (call.facts().addresses() == 0) {
      return call;
    }
    JsonIndex json = json(call);
    boolean isInternal = fetcher.rules().isInternal(target.baseUrl());
    long doneBy = Clockwork.SYSTEM.nanoTime() + MediaFetcher.TIME_MAX.toNanos();
    JsonSplice splice = new JsonSplice(json);
    int fetched = 0;
    for (Found found : MediaAddresses.of(json)) {
      String address = json.text(found.token());
      MediaReach reach = wire.reach(address, target);
      if (reach == MediaReach.OWN) {
        continue;
      }
      Set<String> types = types(found);
      if (reach == MediaReach.PROVIDER || types.isEmpty()) {
        check(address, found, isInternal);
        continue;
      }
      if (++fetched > FETCHED_MAX) {
        throw InvalidRequestException.value(
            "messages",
            "more than " + FETCHED_MAX + " addresses",
            "at most that many that must be fetched for this model, or data URIs");
      }
      long left = Math.max(1, doneBy - Clockwork.SYSTEM.nanoTime());
      Media media = fetch(address, found, types, Duration.ofNanos(left), cancellation);
      splice.replace(found.token(), Json.bytes(TextNode.valueOf(media.dataUri())));
    }
    return fetched == 0 ? call : call.withBody(splice.bytes());
  }

  /**
   * Refuses a wish for images that names pictures by addresses that may not be reached.
   *
   * @throws InvalidRequestException {@code image_url_not_allowed}
   */
  void check(ImageCall call, Target target) {
    List<String> addresses = new ArrayList<>();
    call.inputs().forEach(input -> addresses.add(input.url()));
    if (call.mask() != null) {
      addresses.add(call.mask().url());
    }
    call.request().extra().forEach((name, value) -> addAddresses(name, value, addresses));
    addresses.removeIf(address -> address.regionMatches(true, 0, "data:", 0, 5));
    boolean isInternal = !addresses.isEmpty() && fetcher.rules().isInternal(target.baseUrl());
    addresses.forEach(address -> check(address, new Found(0, "image", "image"), isInternal));
  }

  /** Fields of a provider's own that name pictures, such as {@code mask_url}. */
  private static void addAddresses(String name, JsonNode value, List<String> addresses) {
    if (name.endsWith("_url") || name.endsWith("_urls")) {
      for (JsonNode address : value.isArray() ? value : List.of(value)) {
        if (address.isTextual()) {
          addresses.add(address.textValue());
        }
      }
    }
  }

  /** Holds what a request in the words of another API names to the rules, where it passes as is. */
  void check(Face face, Target target) {
    boolean isInternal = fetcher.rules().isInternal(target.baseUrl());
    JsonIndex json = face.json();
    for (Found found : MediaAddresses.of(json, face.inputField())) {
      check(json.text(found.token()), found, isInternal);
    }
  }

  /** What may lie there; nothing where we know no way to put the bytes in place. */
  private static Set<String> types(Found found) {
    return switch (found.kind()) {
      case "image_url" -> Media.PICTURES;
      case "file" -> Media.DOCUMENTS;
      default -> Set.of();
    };
  }

  private void check(String address, Found found, boolean places) {
    try {
      if (places) {
        fetcher.rules().checkPlaces(address);
      } else {
        fetcher.rules().check(address);
      }
    } catch (MediaException e) {
      LOG.debug("an address was refused", e);
      throw notAllowed(found, e);
    }
  }

  private Media fetch(
      String address, Found found, Set<String> types, Duration time, Cancellation cancellation) {
    try {
      return fetcher.fetch(address, types, time, cancellation::onCancel);
    } catch (MediaException e) {
      if (cancellation.isCancelled()) {
        throw new CancelledException();
      }
      LOG.debug("what an address names was not fetched", e);
      if (e.reason() == MediaException.Reason.NOT_ALLOWED) {
        throw notAllowed(found, e);
      }
      throw new InvalidRequestException(
          400,
          "invalid_value",
          found.path()
              + ": could not be fetched (expected: a PNG, JPEG, WebP or GIF image"
              + (types.contains("application/pdf") ? " or a PDF" : "")
              + " of at most 10 MB, without redirects, within 10 seconds)",
          found.path(),
          e);
    }
  }

  private static InvalidRequestException notAllowed(Found found, MediaException cause) {
    return new InvalidRequestException(
        400,
        "image_url_not_allowed",
        found.path()
            + ": not allowed (expected: an https address of the public internet, or a data URI)",
        found.path(),
        cause);
  }

  private static JsonIndex json(ChatCall call) {
    return call.json().orElseGet(() -> parsed(call.body()));
  }

  static JsonIndex parsed(byte[] body) {
    try {
      return JsonIndex.parse(body);
    } catch (JsonSyntaxException e) {
      throw new IllegalStateException("a request that we wrote ourselves", e);
    }
  }
}
