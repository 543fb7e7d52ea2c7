import java.util.*;
import org.opensearch.Version;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.env.Environment;
import org.opensearch.node.Node;
import org.opensearch.plugins.PluginInfo;

/** One OpenSearch 3.x node in this JVM: java -cp 'lib/*:classes' Launcher3 HOME key=value ... */
public class Launcher3 {
    static final String[] MODULES = {
        "org.opensearch.analysis.common.CommonAnalysisModulePlugin",
        "org.opensearch.painless.PainlessModulePlugin",
        "org.opensearch.index.mapper.MapperExtrasModulePlugin",
        "org.opensearch.index.reindex.ReindexModulePlugin",
        "org.opensearch.transport.Netty4ModulePlugin" };

    static class Embedded extends Node {
        Embedded(Environment environment, Collection<PluginInfo> plugins) {
            super(environment, plugins, true);
        }
        @Override protected void configureNodeAndClusterIdStateListener(ClusterService service) { }
    }

    public static void main(String[] arguments) throws Exception {
        List<PluginInfo> plugins = new ArrayList<>();
        for (String name : MODULES) {
            Class.forName(name);  // fails here, with its name, where a jar is missing
            plugins.add(new PluginInfo(name, "classpath plugin", "NA", Version.CURRENT,
                Integer.toString(Runtime.version().feature()), name, Collections.emptyList(),
                false));
        }
        Home.run(new Embedded(Home.environment(arguments), plugins));
    }
}
