import org.openapitools.codegen.OpenAPIGenerator;

/** Runs openapi-generator's validation of several descriptions in one JVM: each start of it takes longer than its work. */
public class Validate {
    public static void main(String[] descriptions) {
        for (String description : descriptions) {
            OpenAPIGenerator.main(new String[] {"validate", "-i", description});
        }
    }
}
