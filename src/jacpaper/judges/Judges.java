import java.io.BufferedReader;
import java.io.File;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;

/**
 * veraPDF and the Nu HTML checker in one Java machine, since starting one takes seconds.
 *
 * <p>Argument: the Nu checker's jar; veraPDF is on the class path. Reads requests from standard
 * input, one a line: a judge (a profile of veraPDF, or nu), a tab, a path. Answers each with one line a finding,
 * then a line with a full stop alone.
 */
public class Judges {
  private static final Map<String, String> PROFILES =
      Map.of(
          "ua1", "PDFUA-1.xml",
          "2a", "PDFA-2A.xml",
          "ua2", "PDFUA-2-ISO32005.xml",
          "wt1a", "WTPDF-1-0-Accessibility.xml",
          "wt1r", "WTPDF-1-0-Reuse.xml",
          "4", "PDFA-4.xml");

  public static void main(String[] arguments) throws Exception {
    Logger.getLogger("").setLevel(Level.OFF);
    VeraGreenfieldFoundryProvider.initialise();
    var requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = requests.readLine(); line != null; line = requests.readLine()) {
      String[] request = line.split("\t", 2);
      Set<String> findings =
          request[0].equals("nu") ? nu(arguments[0], request[1]) : pdf(request[0], request[1]);
      for (String finding : findings) {
        System.out.println(finding.replaceAll("\\s+", " "));
      }
      System.out.println(".");
      System.out.flush();
    }
  }

  private static Set<String> pdf(String profile, String path) throws Exception {
    var findings = new LinkedHashSet<String>();
    PDFAFlavour flavour = PDFAFlavour.fromString(profile);
    String rules = "org/verapdf/pdfa/validation/" + PROFILES.get(profile);
    try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(path), flavour);
        InputStream xml = Judges.class.getClassLoader().getResourceAsStream(rules);
        PDFAValidator validator =
            Foundries.defaultInstance()
                .createValidator(Profiles.profileFromXml(xml), false)) {
      ValidationResult result = validator.validate(parser);
      for (TestAssertion one : result.getTestAssertions()) {
        if (one.getStatus() == TestAssertion.Status.FAILED) {
          var rule = one.getRuleId();
          findings.add(rule.getClause() + "-" + rule.getTestNumber() + ": " + one.getMessage());
        }
      }
      if (result.isCompliant() != findings.isEmpty() || result.getTotalAssertions() < 100) {
        findings.add(result.getTotalAssertions() + " checks, compliant: " + result.isCompliant());
      }
    } catch (Exception error) {
      findings.add("cannot be read: " + error);
    }
    return findings;
  }

  /** The checker has libraries of its own in other versions, so it is loaded apart. */
  private static Object checker;

  private static ClassLoader loader;

  private static Set<String> nu(String jar, String path) throws Exception {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try {
      return checked(jar, path);
    } finally {
      Thread.currentThread().setContextClassLoader(before); // in which veraPDF looks for JAXB
    }
  }

  private static Set<String> checked(String jar, String path) throws Exception {
    if (checker == null) {
      URL[] where = {new File(jar).toURI().toURL()};
      loader = new URLClassLoader(where, ClassLoader.getPlatformClassLoader());
      Thread.currentThread().setContextClassLoader(loader);
      Class<?> type = loader.loadClass("nu.validator.client.EmbeddedValidator");
      checker = type.getConstructor().newInstance();
      Class<?> format = loader.loadClass("nu.validator.client.EmbeddedValidator$OutputFormat");
      type.getMethod("setOutputFormat", format)
          .invoke(checker, format.getMethod("valueOf", String.class).invoke(null, "GNU"));
    }
    Thread.currentThread().setContextClassLoader(loader);
    var said = (String) checker.getClass().getMethod("validate", Path.class)
        .invoke(checker, Path.of(path));
    var findings = new LinkedHashSet<String>();
    for (String line : said.split("\n")) {
      if (!line.isBlank()) {
        findings.add(line.strip());
      }
    }
    return findings;
  }
}
