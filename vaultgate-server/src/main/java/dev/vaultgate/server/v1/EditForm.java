package dev.vaultgate.server.v1;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.ImageBody;
import dev.vaultgate.client.ImageCall;
import dev.vaultgate.client.ImageInput;
import dev.vaultgate.server.http.FormPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The form of a request to edit images, as OpenAI's clients send it. */
final class EditForm {

  /** A form knows texts only; these are numbers and truths. */
  private static final Set<String> NUMBERS =
      Set.of("n", "output_compression", "partial_images", "seed");

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,9}");
  private static final Set<String> TRUTHS = Set.of("stream");

  private EditForm() {}

  static ImageCall call(List<FormPart> parts) {
    ObjectNode fields = Json.object();
    List<ImageInput> images = new ArrayList<>();
    ImageInput mask = null;
    for (FormPart part : parts) {
      switch (part.name()) {
        case "image", "image[]", "images", "images[]" -> images.add(input(part));
        case "mask" -> mask = input(part);
        default -> put(fields, part.name(), part.text());
      }
    }
    return ImageBody.edit(fields, images, mask);
  }

  private static ImageInput input(FormPart part) {
    if (part.isFile()) {
      if (part.content().length == 0) {
        throw InvalidRequestException.value(part.name(), "an empty file", "an image");
      }
      return ImageInput.of(part.type(), part.content());
    }
    return ImageInput.parse(part.text(), part.name());
  }

  private static void put(ObjectNode fields, String name, String text) {
    if (fields.has(name)) {
      throw InvalidRequestException.value(name, "twice", "once");
    }
    if (NUMBERS.contains(name) && NUMBER.matcher(text).matches()) {
      fields.put(name, Integer.parseInt(text));
    } else if (TRUTHS.contains(name) && (text.equals("true") || text.equals("false"))) {
      fields.put(name, text.equals("true"));
    } else {
      fields.put(name, text);
    }
  }
}
