package dev.tain.clickhouse.internal.pg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Types of extensions that no test can have: by their makers' description of the binary form and of the text. */
class VectorTextsTest {
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            public.vector(2);       0002 0000 3f800000 c0200000;                        [1,-2.5]
            public.halfvec(3);      0003 0000 3c00 c100 2e66;                           '[1,-2.5,0.099975586]'
            public.halfvec(2);      0002 0000 0001 7bff;                                '[5.9604645e-08,65504]'
            public.sparsevec(5);    00000005 00000002 00000000 00000000 00000003 3fc00000 40000000; '{1:1.5,4:2}/5'
            public.sparsevec(5);    00000005 00000000 00000000;                         {}/5
            public.geometry(Point); 0101 0000 00ab;                                     0101000000AB
            public.secret;          00ff;                                               \\x00ff
            money(0);               00000000000004d2;                                   1234
            money(3);               fffffffffffffb2e;                                   -1.234
            money;                  00000000000004d2;                                   12.34
            """)
    void isTheServersText(String type, String bytes, String text) {
        byte[] in = HexFormat.of().parseHex(bytes.replace(" ", ""));
        assertThat(TextForms.of(PgType.parse(type), in, 0, in.length)).isEqualTo(text);
    }
}
