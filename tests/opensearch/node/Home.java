import java.nio.file.*;
import java.util.Collections;
import org.opensearch.Version;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.node.*;

/** What the nodes of both lines have in common: their folders and settings, and how they end. */
class Home {
    /** HOME key=value ...: a list where the value has commas. */
    static Environment environment(String[] arguments) throws Exception {
        Path home = Paths.get(arguments[0]).toAbsolutePath();
        for (String each : new String[] { "config", "data", "logs", "modules", "plugins" })
            Files.createDirectories(home.resolve(each));
        Settings.Builder settings = Settings.builder().put("path.home", home.toString());
        for (int at = 1; at < arguments.length; at++) {
            String[] pair = arguments[at].split("=", 2);
            if (pair[1].contains(",")) settings.putList(pair[0], pair[1].split(","));
            else settings.put(pair[0], pair[1]);
        }
        return InternalSettingsPreparer.prepareEnvironment(
            settings.build(), Collections.emptyMap(), home.resolve("config"), () -> "nutgraf");
    }

    /** Runs the node until its input ends: whoever started it may be killed, and leaves none. */
    static void run(Node node) throws Exception {
        node.start();
        System.out.println("STARTED " + Version.CURRENT);
        while (System.in.read() >= 0) { }
        node.close();
        System.exit(0);
    }
}
