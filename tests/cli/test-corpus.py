"""Films of others: a trailer with two languages, a remix of two works, in every container."""
# SPDX-License-Identifier: GPL-3.0-or-later
import json
import unittest

from vostok_cli import CORPUS, DATA, Case, ffprobe, main, tool

SINTEL = CORPUS / 'films' / 'sintel_trailer-720p.mp4'
STEEL = CORPUS / 'films' / 'tears-of-steel-battle-clip-medium.webm'
ENGLISH = CORPUS / 'subtitles' / 'sintel-trailer' / 'sintel-trailer.en.vtt'
SPANISH = DATA / 'corpus' / 'sintel-trailer.es.srt'
BY = {'id': 'CC-BY-3.0', 'url': 'https://creativecommons.org/licenses/by/3.0/'}


class Corpus(Case):
    def setUp(self):
        if not SINTEL.exists() or not STEEL.exists():
            self.skipTest('the corpus of other people\'s films is not beside the project')
        super().setUp()

    def checked(self, name, target, *args):
        """Makes a release; what it says of itself is what verify reads afterwards."""
        found = self.run_json('export', *args, '--target', target, '--output', name)
        self.assertTrue(found['verified']['complete'], found['verified'])
        self.assertEqual(self.run_json('verify', name), found['verified'])
        return found, ffprobe(self.folder / name)


class Trailer(Corpus):
    def release(self, name, target, *more):
        found, probe = self.checked(name, target, SINTEL, '--licence', 'CC BY 3.0', '--title', 'Sintel (trailer)',
                                    '--author', 'Blender Foundation', '--source', 'https://durian.blender.org/',
                                    '--subtitles', f'en={ENGLISH}', '--subtitles', f'es={SPANISH}', '--translator',
                                    'Ana Ruiz', *more)
        work = found['verified']['works'][0]
        self.assertEqual((work['title'], work['by'], work['licence']),
                         ('Sintel (trailer)', 'Blender Foundation', BY))
        self.assertEqual(work['source'], 'https://durian.blender.org/')
        return found, probe

    def test_mp4(self):
        found, probe = self.release('sintel.mp4', 'mp4')
        self.assertTrue(found['copied'])
        kinds = [s['codec_name'] for s in probe['streams']]
        self.assertEqual(kinds[:2], ['h264', 'aac'])
        self.assertEqual([s['tags']['language'] for s in probe['streams'] if s['codec_type'] == 'subtitle'],
                         ['eng', 'spa'])
        self.assertAlmostEqual(float(probe['format']['duration']), 52.2, delta=.2)
        self.assertIn('by/3.0', tool('exiftool', '-a', '-G', self.folder / 'sintel.mp4'))

    def test_matroska(self):
        found, probe = self.release('sintel.mkv', 'matroska')
        self.assertEqual((found['copied'], found['verified']['languages']), (True, ['en', 'es']))
        self.assertEqual([s['tags']['language'] for s in probe['streams'] if s['codec_type'] == 'subtitle'],
                         ['eng', 'spa'])
        tags = tool('mkvextract', self.folder / 'sintel.mkv', 'tags')
        self.assertIn('Blender Foundation', tags)
        self.assertIn(BY['url'], tags)

    def test_webm_of_a_part(self):
        """Another codec, a passage of a second and a half around a spoken line, Spanish in the picture."""
        found, probe = self.release('sintel.webm', 'webm', '--in', '18.5', '--out', '20', '--burn', 'es', '--preset',
                                    'small')
        self.assertFalse(found['copied'])
        video = next(s for s in probe['streams'] if s['codec_type'] == 'video')
        self.assertEqual((video['codec_name'], video['width'], video['height']), ('vp9', 1280, 720))
        self.assertIn(BY['url'], json.dumps(probe['format']['tags']))

    def test_subtitles_of_a_work_without_derivatives(self):
        self.refused('export', SINTEL, '--licence', 'by-nd 3.0', '--subtitles', f'es={SPANISH}', '--target', 'mp4',
                     '--output', 'x.mp4', status=1, says='changed')
        self.assertEqual(self.files(), [])

    def test_shots(self):
        """The cuts that a person marked, to the frame; what is hard to see may be missed."""
        truth = []
        for row in (CORPUS / 'films' / 'shots.tsv').read_text(encoding='utf-8').split('\n'):
            cells = row.split('\t')
            if cells[0] == SINTEL.name and cells[1] == 'cut':
                truth.append((int(cells[2]), 'hard' in row))
        found = [s['frame'] for s in self.run_json('shots', SINTEL)['shots']]
        missed = [frame for frame, hard in truth if not hard and not any(abs(frame - x) <= 1 for x in found)]
        self.assertLessEqual(len(missed), len(truth) // 20, missed)


class Remix(Corpus):
    def project(self):
        """Four seconds of each work, with a cross-fade, small."""
        def source(name, path, title, width, height):
            return {'id': name, 'path': str(path), 'media': 'film', 'title': title, 'rate': '24', 'width': width,
                    'creators': ['Blender Foundation'], 'licence': 'CC-BY-3.0', 'height': height, 'has-audio': True,
                    'url': 'https://www.blender.org/'}

        def clip(n, name, start, a, b):
            return {'id': f'00000000{n}', 'source': name, 'start': start, 'in': a, 'out': b}
        sintel, steel = '00000000s1', '00000000s2'
        cues = [{'id': '00000000q1', 'start': '00:00:18.500', 'end': '00:00:20.500', 'text': 'Busco a alguien.'}]
        text = {'vostok': 1, 'project': {'title': 'Busco a alguien', 'author': 'Ana Ruiz', 'language': 'es', 'year': 2026,
                                         'width': 426, 'height': 240, 'rate': '24'},
                'sources': [source(sintel, SINTEL, 'Sintel (trailer)', 1280, 720),
                            source(steel, STEEL, 'Tears of Steel', 800, 332)],
                'tracks': [{'id': '00000000t1', 'source': sintel, 'language': 'es', 'role': 'translation',
                            'contributors': ['Ana Ruiz'], 'cues': cues}],
                'lanes': [{'id': '00000000v1', 'type': 'video', 'clips': [
                    clip('c1', sintel, '00:00:00.000', '00:00:17.500', '00:00:21.500'),
                    clip('c2', steel, '00:00:03.500', '00:00:20.000', '00:00:24.000')]},
                    {'id': '00000000v2', 'type': 'audio', 'clips': [
                        clip('c3', sintel, '00:00:00.000', '00:00:17.500', '00:00:21.500'),
                        clip('c4', steel, '00:00:03.500', '00:00:20.000', '00:00:24.000')]}]}
        return self.write('remix.vostok', json.dumps(text))

    def release(self, target, name, codecs):
        found, probe = self.checked(name, target, self.project(), '--preset', 'small')
        self.assertEqual({w['title'] for w in found['verified']['works']}, {'Sintel (trailer)', 'Tears of Steel'})
        self.assertEqual(found['verified']['title'], 'Busco a alguien')
        self.assertLessEqual(codecs, {s.get('codec_name') for s in probe['streams']})
        self.assertGreater(float(probe['format']['duration']), 7.5)
        return found

    def test_webm(self):
        self.release('webm', 'remix.webm', {'vp9', 'opus'})
        cues = self.run_json('cues', 'remix.es.vtt')['cues']
        self.assertEqual((cues[0]['text'], cues[0]['start'], cues[0]['end']), ('Busco a alguien.', 1, 3))

    def test_mp4(self):
        self.release('mp4', 'remix.mp4', {'h264', 'aac'})

    def test_matroska(self):
        found = self.release('matroska', 'remix.mkv', {'subrip'})
        self.assertEqual(found['verified']['languages'], ['es'])


del Corpus  # only to be inherited from

if __name__ == '__main__':
    assert unittest
    main()
